// What a lead and an agent do with a single customer.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT, LEAD } from '../harness/people.mjs';
import { dayOf, daysAfter, spoken } from '../harness/days.mjs';
import { PHONE } from '../harness/browser.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Customer, Customers } from '../pages/customers.mjs';
import { only } from '../pages/dialog.mjs';
import { Phone } from '../pages/phone.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let agent;
/** The agent's customers, and a colleague of the same region to take one. */
let theirs;
let colleague;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  agent = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  theirs = (await admin.get(`/api/v1/customers?owner=${agent.employee_id}&limit=50`)).items;
  const { items } = await admin.get('/api/v1/employees?agent=true&limit=200');
  colleague = items.find((one) => one.unit === agent.unit && one.id !== agent.employee_id);
});

test('a lead hands a single customer over by keyboard, and the agent no longer finds them', async ({ open }) => {
  const [customer] = theirs;
  const page = await open();
  const shell = await enter(page, LEAD, 'en');
  const sheet = await Customer.at(page, customer, 'en');
  const opener = page.getByRole('button', { name: shell.say('customers.HAND_OVER'), exact: true });
  const focused = page.locator('button:focus').filter({ hasText: shell.say('customers.HAND_OVER') });
  await opener.press('Enter');
  const dialog = await sheet.opened(shell.say('customers.HAND_OVER_TITLE', customer.name));
  await page.keyboard.press('Escape');
  await dialog.closed();
  await focused.waitFor();

  await page.keyboard.press('Enter');
  await page.locator('[role=combobox]:focus').waitFor();
  await page.keyboard.type(colleague.name);
  await only(dialog.root.getByRole('listbox'), colleague.name);
  await shots(page, 'hand-over-en');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await dialog.closed();
  await shell.toast(shell.say('customers.HANDED_OVER', colleague.name)).waitFor();
  await sheet.fact('customers.OWNER').getByText(colleague.name).waitFor();
  const [now, before] = await sheet.periods();
  assert.ok(now.includes(colleague.name) && now.includes(shell.say('customers.REASON_HANDED_OVER')), now);
  assert.ok(before.includes(agent.name), before);

  const mine = await open();
  const own = await enter(mine, AGENT);
  await own.go('customers.TITLE');
  await new Customers(mine).search(customer.phone);
  await mine.getByText(own.say('customers.EMPTY_FILTERED'), { exact: true }).waitFor();
  await logged(await enter(await open(), ADMIN), 'customer.hand_over', customer.name);
});

test('another level changes the day on which a customer is due, and the timeline says so', async ({ open }) => {
  const { follow_up: days } = await admin.get('/api/v1/settings');
  const customer = theirs.slice(1).find((one) => one.level === 'c');
  const page = await open();
  const shell = await enter(page, LEAD);
  const sheet = await Customer.at(page, customer);
  const dialog = await sheet.begin('common.EDIT');
  await dialog.choice(shell.say('customers.LEVEL')).selectOption({ label: shell.say('customers.LEVEL_D') });
  await dialog.field(shell.say('customers.COMPANY')).fill('改过的店');
  await shots(page, 'customer-edit');
  await dialog.submit(shell.say('common.SAVE'));
  const due = daysAfter(customer.due_on, days.d - days.c);
  await sheet.fact('customers.DUE').getByText(spoken(due), { exact: true }).waitFor();
  const fields = [shell.say('customers.COMPANY'), shell.say('customers.LEVEL')];
  await sheet.timeline.getByText(shell.say('customers.EDITED_FIELDS', fields.join('、'))).waitFor();
});

test('the timeline shows only the kind of entries that is asked for', async ({ open }) => {
  const customer = theirs[2];
  const page = await open();
  const shell = await enter(page, LEAD);
  const sheet = await Customer.at(page, customer);
  await sheet.show('customers.KIND_OWNERSHIP');
  const owner = shell.say('customers.BECAME_OWNER', agent.name);
  await sheet.timeline.getByText(owner).first().waitFor();
  await sheet.timeline.locator('li').filter({ hasNotText: owner }).first().waitFor({ state: 'detached' });
  await sheet.show('customers.KIND_REGISTERED');
  await sheet.timeline.locator('li').filter({ hasText: shell.say('customers.KIND_REGISTERED') }).waitFor();
  assert.equal(await sheet.timeline.locator('li').count(), 1);
});

test('an agent finds a customer on a telephone and writes a follow-up', async ({ open }) => {
  const customer = theirs[3];
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(AGENT);
  await phone.go('customers.TITLE');
  const customers = new Customers(page);
  await customers.search(customer.name);
  const sheet = await customers.open(customer.name);
  await sheet.followUp('到店', '客户到店看了样品，下周下单。');
  const { last_follow_up_at: at } = await admin.get(`/api/v1/customers/${customer.id}`);
  await sheet.fact('customers.LAST_FOLLOW_UP').getByText(dayOf(at)).waitFor();
  await phone.fits();
  await phone.go('followups.TITLE');
  await phone.fits();
});
