// The customers of one go to others, evenly, and back again.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Employees } from '../pages/employees.mjs';
import { Wizard } from '../pages/redistribution.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
/** Agents with how many customers they have, most first. */
let agents;

const owned = async (agent) => (await admin.get(`/api/v1/customers/count?owner=${agent.id}`)).count;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const all = await admin.get('/api/v1/employees?agent=true&status=active&limit=200');
  agents = all.items.sort((a, b) => b.customers - a.customers);
});

test('what an agent has is shared out among three, after a look at who has how much then, and goes back', async ({ open }) => {
  const [from, ...others] = agents;
  const targets = others.slice(0, 3);
  const before = await owned(from);
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('redistribution.TITLE');
  await page.getByRole('link', { name: shell.say('redistribution.NEW') }).first().click();
  const wizard = new Wizard(page);
  await wizard.button('NEXT').click();
  await page.getByRole('alert').first().waitFor();
  await shots(page, 'redistribution-source');
  await wizard.from(from.name);
  for (const target of targets) await wizard.pick('ADD_AGENT', target.name);
  await shots(page, 'redistribution-targets');
  await wizard.to();
  const given = shell.say('redistribution.OF_CUSTOMERS', before, 0);
  await wizard.load(from.name).getByText(given).waitFor();
  await shots(page, 'redistribution-look');
  await wizard.button('APPLY').click();
  await page.getByRole('alert').first().waitFor();
  await wizard.apply('转岗，客户分给三位同事');
  assert.equal(await owned(from), 0);
  await shots(page, 'redistribution-done');
  await wizard.undo();
  await wizard.done.getByText(shell.say('redistribution.UNDONE'), { exact: true }).waitFor();
  assert.equal(await owned(from), before);
  await wizard.done.getByRole('link', { name: shell.say('redistribution.TO_LIST') }).click();
  const row = page.getByTestId('redistributions').getByRole('row').nth(1);
  await row.getByText(shell.say('redistribution.UNDONE')).waitFor();
  await row.getByRole('button').click();
  await page.getByRole('dialog').getByTestId('flows').waitFor({ state: 'attached' });
  await shots(page, 'redistribution-drawer');
  await page.keyboard.press('Escape');
  await logged(shell, 'redistribution.undo', '转岗，客户分给三位同事');
});

test('the page of an agent leads to the wizard, which needs no mouse', async ({ open }) => {
  const [, from, to] = agents;
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('organisation.EMPLOYEES');
  const employee = await new Employees(page).open(from.number);
  const dialog = await employee.begin('organisation.DEACTIVATE');
  await dialog.root.getByRole('link', { name: shell.say('redistribution.SHARE_OUT') }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.closed();
  await page.getByRole('link', { name: shell.say('redistribution.HAND_ON') }).focus();
  await page.keyboard.press('Enter');
  const wizard = new Wizard(page);
  await wizard.button('NEXT').waitFor();
  const who = page.getByRole('combobox', { name: shell.say('redistribution.AGENT') });
  assert.equal(await who.inputValue(), from.name);
  await wizard.button('NEXT').focus();
  await page.keyboard.press('Enter');
  const picker = page.getByRole('combobox', { name: shell.say('redistribution.ADD_AGENT') });
  await picker.focus();
  await page.keyboard.type(to.name);
  await page.getByRole('option').filter({ hasText: to.name }).waitFor();
  await page.getByRole('option').nth(1).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByTestId('targets').getByText(to.name).waitFor();
  await wizard.button('LOOK').focus();
  await page.keyboard.press('Enter');
  await wizard.seen.waitFor();
  // What changes after the look is looked at again before anything is done.
  const [, , , other] = agents;
  const customer = (await admin.get(`/api/v1/customers?owner=${from.id}&limit=1`)).items[0];
  await admin.post(`/api/v1/customers/${customer.id}/hand-over`, { owner_id: other.id, from_id: from.id });
  await page.getByRole('textbox', { name: shell.say('redistribution.NOTE') }).fill('交接');
  await wizard.button('APPLY').click();
  await shell.toast(shell.say('redistribution.OUTDATED')).waitFor();
  await wizard.load(from.name).getByText(shell.say('redistribution.OF_CUSTOMERS', await owned(from), 0)).waitFor();
  await wizard.allow();
  await wizard.button('APPLY').click();
  await wizard.done.waitFor();
  assert.equal(await owned(from), 0);
});

test('a lead sees the wizard and an agent does not', async ({ open }) => {
  const lead = await enter(await open(), LEAD, 'en');
  await lead.go('redistribution.TITLE');
  const agent = await enter(await open(), AGENT);
  assert.equal(await agent.link('redistribution.TITLE').count(), 0);
});
