// The thresholds decide when customers are due.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { daysAfter, spoken } from '../harness/days.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Board } from '../pages/board.mjs';
import { Customer } from '../pages/customers.mjs';
import { enter } from '../pages/shell.mjs';
import { Settings } from '../pages/settings.mjs';

let admin;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
});

test('another threshold moves every due day of its level, and with it the board', async ({ open, url }) => {
  const agent = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  const { items } = await admin.get(`/api/v1/customers?owner=${agent.employee_id}&level=c&limit=50`);
  const before = (await admin.get('/api/v1/settings')).follow_up.c;
  const late = await admin.get('/api/v1/follow-ups/due/counts');
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('settings.TITLE');
  const settings = new Settings(page);
  assert.equal(await settings.days('LEVEL_C').inputValue(), String(before));
  await settings.days('LEVEL_C').fill('200');
  await settings.save();
  await shell.toast(shell.say('settings.SAVED')).waitFor();

  const mine = await open();
  const desk = await enter(mine, AGENT);
  for (const customer of items.slice(0, 2)) {
    const sheet = await Customer.at(mine, customer);
    const due = spoken(daysAfter(customer.due_on, 200 - before));
    await sheet.fact('customers.DUE').getByText(due, { exact: true }).waitFor();
  }
  const now = await admin.get('/api/v1/follow-ups/due/counts');
  assert.ok(now.overdue < late.overdue, `${now.overdue} are overdue, ${late.overdue} were`);
  await shell.go('followups.TITLE');
  await new Board(page).agent(agent.name).first().waitFor();
  assert.equal(await new Board(page).overdue(), now.overdue);
  await desk.go('followups.TITLE');

  const audit = await logged(shell, 'settings.change', '');
  const entry = await audit.open(audit.rows.first());
  const { follow_up: [was, is] } = await audit.diff(entry);
  const level = (days) => `${shell.say('customers.LEVEL_C')}：${days}`;
  assert.ok(was.includes(level(before)) && is.includes(level(200)), `${was} became ${is}`);
});

test('a threshold outside of its bounds is refused beside its field', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('settings.TITLE');
  const settings = new Settings(page, 'en');
  await settings.days('LEVEL_A').fill('0');
  await settings.save();
  await settings.refused('LEVEL_A', 'Must be between 1 and 365');
  await settings.days('LEVEL_B').fill('');
  await settings.save();
  await settings.refused('LEVEL_B', 'Must be between 1 and 365');
  await shots(page, 'settings-refused-en');
});
