// Employees come, choose a password of their own, and leave without anybody's customers being forgotten.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Customer } from '../pages/customers.mjs';
import { Door, NewPassword } from '../pages/door.mjs';
import { Employees } from '../pages/employees.mjs';
import { enter, Shell } from '../pages/shell.mjs';

const NEW = { number: 'N0001', name: '端小新', login: 'duanxiaoxin', initial: 'chushi-mima-77', own: 'wo-ziji-de-mima-88' };

let admin;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
});

test('a new employee must choose a password of their own, and is out when they leave', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('organisation.EMPLOYEES');
  const employees = new Employees(page);
  const form = await employees.add();
  await form.button(shell.say('common.ADD')).click();
  await form.root.getByText('必填').first().waitFor();
  await shots(page, 'employee-form');
  await form.field(shell.say('organisation.NAME')).fill(NEW.name);
  await form.field(shell.say('organisation.NUMBER')).fill(NEW.number);
  await form.choose(shell.say('organisation.UNIT'), '华东一区');
  await form.field(shell.say('organisation.USERNAME')).fill(NEW.login);
  await form.field(shell.say('organisation.INITIAL_PASSWORD')).fill(NEW.initial);
  await form.check(shell.say('organisation.IS_AGENT')).check();
  await form.submit(shell.say('common.ADD'));
  await shell.toast(shell.say('organisation.ADDED', NEW.name)).waitFor();
  const employee = await employees.open(NEW.number);
  await employee.setRoles({ [shell.say('permissions.AGENT')]: true });
  await employee.outlook.getByText(shell.say('permissions.OUTLOOK_PEOPLE', 1)).waitFor();

  const theirs = await open();
  const door = new Door(theirs);
  await door.open();
  await door.signIn(NEW.login, NEW.initial);
  const first = new NewPassword(theirs);
  await first.heading.waitFor();
  await theirs.goto('/customers');
  await first.heading.waitFor();
  await first.change(NEW.initial, NEW.own, `${NEW.own}x`);
  await theirs.getByText(shell.say('identity.NOT_SAME')).waitFor();
  await first.change(NEW.initial, '1234567890', '1234567890');
  await theirs.getByText('密码过于简单').waitFor();
  await shots(theirs, 'new-password');
  await first.change(NEW.initial, NEW.own, NEW.own);
  const desk = new Shell(theirs);
  await desk.go('customers.TITLE');
  await theirs.getByText(shell.say('customers.EMPTY'), { exact: true }).waitFor();

  const leaving = await employee.begin('organisation.DEACTIVATE');
  await leaving.submit(shell.say('organisation.DEACTIVATE'));
  await employee.head.getByText(shell.say('organisation.INACTIVE'), { exact: true }).waitFor();
  await desk.link('followups.TITLE').click();
  await door.button.waitFor();
  await door.signIn(NEW.login, NEW.own);
  await theirs.getByRole('alert').first().waitFor();
  await logged(shell, 'employee.deactivate', NEW.name);
});

test('who leaves hands districts and customers to a successor in one step', async ({ open }) => {
  const { items } = await admin.get('/api/v1/employees?agent=true&limit=200');
  const [leaver, successor] = items.filter((one) => one.customers > 0 && !one.username);
  const theirs = await admin.get(`/api/v1/customers?owner=${leaver.id}&limit=1`);
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('organisation.EMPLOYEES');
  const employees = new Employees(page, 'en');
  const employee = await employees.open(leaver.number);
  const dialog = await employee.begin('organisation.DEACTIVATE');
  await dialog.root.getByText(shell.say('organisation.DEACTIVATE_BODY', leaver.districts, leaver.customers)).waitFor();
  await dialog.pick(shell.say('organisation.SUCCESSOR'), successor.name);
  await shots(page, 'deactivate-en');
  await dialog.submit(shell.say('organisation.DEACTIVATE'));
  await employee.head.getByText(shell.say('organisation.INACTIVE'), { exact: true }).waitFor();
  await employee.fact('organisation.CUSTOMERS').getByText('0', { exact: true }).waitFor();

  await shell.go('organisation.EMPLOYEES');
  const heir = await employees.open(successor.number);
  const [districts, customers] = [leaver.districts + successor.districts, leaver.customers + successor.customers];
  await heir.fact('organisation.DISTRICTS').getByText(String(districts), { exact: true }).waitFor();
  await heir.fact('organisation.CUSTOMERS').getByText(String(customers), { exact: true }).waitFor();
  const customer = await Customer.at(page, theirs.items[0], 'en');
  const [now] = await customer.periods();
  assert.ok(now.includes(successor.name) && now.includes(shell.say('customers.REASON_DEPARTURE')), now);
});
