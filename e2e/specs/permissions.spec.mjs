// Roles say what one may do, data roles whose customers one sees beside one's own, and a preview says what it comes to.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, OPERATIONS } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Customers } from '../pages/customers.mjs';
import { Employees } from '../pages/employees.mjs';
import { Roles } from '../pages/roles.mjs';
import { enter } from '../pages/shell.mjs';

const SEE = { zh: '查看客户', en: 'See customers' };
const BY_DATA_ROLE = '按数据角色';

let admin;
let agents;
let operator;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  agents = (await admin.get('/api/v1/employees?agent=true&limit=200')).items;
  operator = await (await Api.signIn(url, OPERATIONS)).get('/api/v1/me');
});

const customersOf = (people) => people.reduce((sum, one) => sum + one.customers, 0);

test('a role and a data role together show exactly the customers that the preview promises', async ({ open }) => {
  const unit = '华南一区';
  const team = agents.filter((one) => one.unit === unit);
  const guest = agents.find((one) => one.unit === '华北二区');
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('permissions.TITLE');
  const roles = new Roles(page);
  const role = await roles.add('ADD_ROLE');
  await role.field(shell.say('common.NAME')).fill('协作查看');
  await role.field(shell.say('common.DESCRIPTION')).fill('看指定同事的客户');
  await role.grant(SEE.zh, BY_DATA_ROLE).check();
  await shots(page, 'role-form');
  await role.submit(shell.say('common.SAVE'));
  await roles.role('协作查看').getByText(shell.say('permissions.GRANTS', 1)).waitFor();

  await roles.dataRoles();
  const data = await roles.add('ADD_DATA_ROLE');
  await data.field(shell.say('common.NAME')).fill('华南协作');
  await data.cover(unit);
  await data.coverPerson(guest.name);
  await data.covered(guest.name).waitFor();
  await shots(page, 'data-role-form');
  await data.submit(shell.say('common.SAVE'));
  await roles.dataRole('华南协作').getByText(shell.say('permissions.COVERS', 1, 1)).waitFor();

  await shell.go('organisation.EMPLOYEES');
  const number = (await admin.get(`/api/v1/employees/${operator.employee_id}`)).number;
  const employee = await new Employees(page).open(number);
  await employee.outlook.getByText(shell.say('permissions.OUTLOOK_NONE')).waitFor();
  await employee.setRoles({ 协作查看: true, 华南协作: true });
  const people = [...team, guest];
  await employee.outlook.getByText(shell.say('permissions.OUTLOOK_PEOPLE', people.length)).waitFor();
  await employee.outlook.getByText(shell.say('permissions.OUTLOOK_CUSTOMERS', customersOf(people))).waitFor();
  for (const one of people) await employee.outlook.getByRole('listitem').filter({ hasText: one.name }).waitFor();
  await shots(page, 'outlook');

  const theirs = await open();
  const desk = await enter(theirs, OPERATIONS);
  await desk.go('customers.TITLE');
  await theirs.getByRole('button', { name: desk.say('customers.COUNT') }).click();
  await theirs.getByText(desk.say('customers.COUNTED', customersOf(people))).waitFor();

  // The guest is taken out of the data role, and is out of sight at once.
  await shell.go('permissions.TITLE');
  await roles.dataRoles();
  const edited = await roles.open(roles.dataRole('华南协作'), '华南协作');
  await edited.uncover(guest.name);
  await edited.submit(shell.say('common.SAVE'));
  await roles.dataRole('华南协作').getByText(shell.say('permissions.COVERS', 1, 0)).waitFor();
  const { items } = await admin.get(`/api/v1/customers?owner=${guest.id}&limit=1`);
  await new Customers(theirs).search(items[0].phone);
  await theirs.getByText(desk.say('customers.EMPTY_FILTERED'), { exact: true }).waitFor();

  const audit = await logged(shell, 'data_role.edit', '华南协作');
  const entry = await audit.open(audit.about('华南协作').first());
  assert.ok('people' in (await audit.diff(entry)));
  await shots(page, 'audit-entry');
});

test('a built-in role is a model for a new one, which can be edited and deleted', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('permissions.TITLE');
  const roles = new Roles(page, 'en');
  const shown = await roles.open(roles.role('Team lead'), 'Team lead');
  assert.ok(await shown.grant(SEE.en, 'Own unit and below').isDisabled());
  await shots(page, 'role-built-in-en');
  await shown.button(shell.say('permissions.DUPLICATE')).click();
  const name = shell.say('permissions.COPY_OF', 'Team lead');
  const copy = await roles.dialog(shell.say('permissions.ADD_ROLE'));
  assert.equal(await copy.field(shell.say('common.NAME')).inputValue(), name);
  await copy.submit(shell.say('common.SAVE'));

  // The scopes but the data roles hold each other, so only one of them stands.
  const edited = await roles.open(roles.role(name), name);
  await edited.grant(SEE.en, 'Own').check();
  assert.equal(await edited.grant(SEE.en, 'Own unit and below').isChecked(), false);
  await edited.grant(SEE.en, 'By data role').check();
  assert.ok(await edited.grant(SEE.en, 'Own').isChecked());
  await edited.submit(shell.say('common.SAVE'));
  await shell.toast(shell.say('permissions.SAVED')).first().waitFor();
  const saved = (await admin.get('/api/v1/roles')).find((one) => one.name === name);
  const scopes = saved.grants.filter((grant) => grant.permission === 'customer.read').map((grant) => grant.scope);
  assert.deepEqual(scopes.toSorted(), ['data_role', 'own']);

  const asked = await roles.remove(roles.role(name));
  await shots(page, 'role-delete-en');
  await asked.submit(shell.say('common.DELETE'));
  await roles.role(name).waitFor({ state: 'detached' });
  await logged(shell, 'role.delete', name);
});
