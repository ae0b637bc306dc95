// Every change can be found again: who made it, on what, what it was before and what it is now.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Audit } from '../pages/audit.mjs';
import { Customer } from '../pages/customers.mjs';
import { enter } from '../pages/shell.mjs';

let customers;
let author;

const { test } = suite(async (url) => {
  const lead = await Api.signIn(url, LEAD);
  author = (await lead.get('/api/v1/me')).name;
  const { items } = await lead.get('/api/v1/customers?status=owned&limit=2');
  customers = items;
});

test('an edit in the console is found by its action, its kind and its author, with what it changed', async ({ open }) => {
  const [edited, untouched] = customers;
  const desk = await open();
  const shell = await enter(desk, LEAD);
  const sheet = await Customer.at(desk, edited);
  const dialog = await sheet.begin('common.EDIT');
  await dialog.field(shell.say('customers.COMPANY')).fill('审计百货');
  await dialog.submit(shell.say('common.SAVE'));

  const page = await open();
  const office = await enter(page, ADMIN);
  await office.go('audit.TITLE');
  const audit = new Audit(page);
  await audit.search('customer.edit');
  await audit.about(edited.name).first().waitFor();
  assert.equal(await audit.about(untouched.name).count(), 0);
  const entry = await audit.open(audit.about(edited.name).first());
  assert.deepEqual((await audit.diff(entry)).company, [edited.company, '审计百货']);
  await shots(page, 'audit-customer');
  await entry.button(office.say('audit.SAME_ENTITY')).click();
  await page.waitForURL((url) => url.searchParams.get('entity_id') === edited.id);
  await audit.about(edited.name).first().waitFor();

  // Another kind of things leaves the customer out; the author alone brings it back.
  await page.getByRole('button', { name: office.say('common.CLEAR_FILTERS') }).click();
  await audit.kind('audit.SESSION');
  await audit.rows.first().waitFor();
  assert.equal(await audit.about(office.say('audit.CUSTOMER')).count(), 0);
  await page.getByRole('button', { name: office.say('common.CLEAR_FILTERS') }).click();
  await audit.by(author);
  await audit.about(edited.name).first().waitFor();
  assert.equal(await audit.rows.count(), await audit.about(author).count());
});

test('an action that nobody did finds nothing, and says so', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('audit.TITLE');
  await page.getByRole('searchbox', { name: shell.say('common.SEARCH') }).fill('province.create');
  await page.getByText(shell.say('audit.EMPTY'), { exact: true }).waitFor();
  await page.getByRole('button', { name: shell.say('common.CLEAR_FILTERS') }).last().click();
  await new Audit(page, 'en').rows.first().waitFor();
});
