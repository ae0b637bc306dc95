// Districts change hands, and their customers with them.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, OPERATIONS } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Customer } from '../pages/customers.mjs';
import { only } from '../pages/dialog.mjs';
import { Assignment, Districts } from '../pages/districts.mjs';
import { enter } from '../pages/shell.mjs';

const WAITING = '待分配';

let admin;
/** Agents with the districts that they hold and that have customers, most customers first. */
let agents;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const all = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await admin.get(`/api/v1/customers?status=owned&limit=200${cursor && `&cursor=${cursor}`}`);
    all.push(...page.items);
    cursor = page.next_cursor ?? null;
  }
  const holders = new Map();
  for (const customer of all) {
    const { owner, district } = customer;
    // Who came by an inquiry has told no district.
    if (!district) continue;
    const agent = holders.get(owner.id) ?? { ...owner, districts: new Map() };
    holders.set(owner.id, agent);
    const held = agent.districts.get(district.id) ?? { ...district, customers: [] };
    agent.districts.set(district.id, held);
    held.customers.push(customer);
  }
  agents = [...holders.values()].map((agent) => ({ ...agent, districts: [...agent.districts.values()] }));
  for (const agent of agents) agent.districts.sort((a, b) => b.customers.length - a.customers.length);
  for (const one of agents.flatMap((agent) => agent.districts)) one.code = (await admin.get(`/api/v1/districts/${one.id}`)).code;
});

test('districts go to another agent after a preview that says how many customers go along', async ({ open }) => {
  const [from, to] = agents;
  const chosen = from.districts.slice(0, 2);
  const moving = chosen.flatMap((district) => district.customers);
  const page = await open();
  const shell = await enter(page, OPERATIONS);
  await shell.go('territory.TITLE');
  const districts = new Districts(page);
  await districts.choose(...chosen);
  const assignment = await districts.assign(2);
  await assignment.to(to.name);
  await assignment.because('东区调整');
  await assignment.preview();
  assert.equal(await assignment.figure('territory.EFFECT_DISTRICTS'), 2);
  assert.equal(await assignment.figure('territory.EFFECT_MOVED'), moving.length);
  await assignment.effect.getByText(shell.say('territory.EFFECT_FROM', from.name, 2, moving.length)).waitFor();
  await shots(page, 'district-preview');
  await assignment.confirm();
  await shell.toast(shell.say('territory.ASSIGNED', 2, moving.length)).waitFor();

  await districts.row(chosen[1].code).getByText(to.name).waitFor();
  const drawer = await districts.open(chosen[1].code, chosen[1].name);
  const [now, before] = await drawer.root.getByTestId('holdings').getByRole('listitem').allInnerTexts();
  assert.ok(now.includes(to.name) && now.includes('东区调整') && now.includes(shell.say('common.UNTIL_NOW')), now);
  assert.ok(before.includes(from.name) && !before.includes(shell.say('common.UNTIL_NOW')), before);
  await shots(page, 'district-drawer');

  const boss = await open();
  const office = await enter(boss, ADMIN);
  const customer = await Customer.at(boss, moving[0]);
  await customer.fact('customers.OWNER').getByText(to.name).waitFor();
  const newest = customer.ownership.first();
  await newest.getByText(shell.say('customers.REASON_DISTRICT_MOVED'), { exact: true }).waitFor();
  assert.ok((await newest.innerText()).includes(to.name));
  assert.ok((await customer.ownership.nth(1).innerText()).includes(from.name));
  await customer.timeline.getByText(shell.say('customers.BECAME_OWNER', to.name)).waitFor();
  await logged(office, 'district.assign', to.name);
});

test('a district that is taken back leaves its customers waiting, and its next agent gets them', async ({ open }) => {
  const [, , from, next] = agents;
  const [district] = from.districts;
  const count = district.customers.length;
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('territory.TITLE');
  const districts = new Districts(page);
  await districts.choose(district);
  const back = await districts.assign(1);
  await back.leaveEmpty();
  await back.preview();
  assert.equal(await back.figure('territory.EFFECT_QUEUED'), count);
  await back.confirm();
  await shell.toast(shell.say('territory.TAKEN_BACK', 1, count)).waitFor();
  await districts.row(district.code).getByText(shell.say('territory.NO_AGENT')).waitFor();

  const other = await open();
  await enter(other, ADMIN);
  const waiting = await Customer.at(other, district.customers[0]);
  await other.getByText(WAITING, { exact: true }).waitFor();
  await waiting.fact('customers.OWNER').getByText(shell.say('customers.NO_OWNER')).waitFor();

  await districts.choose(district);
  const given = await districts.assign(1);
  await given.to(next.name);
  await given.preview();
  assert.equal(await given.figure('territory.EFFECT_DRAINED'), count);
  await given.confirm();
  const owned = await Customer.at(other, district.customers[0]);
  await owned.fact('customers.OWNER').getByText(next.name).waitFor();
  await owned.ownership.first().getByText(shell.say('customers.REASON_QUEUE'), { exact: true }).waitFor();
});

test('a preview that no longer holds is not carried out', async ({ open }) => {
  const [, , , , from, to] = agents;
  const [district] = from.districts;
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('territory.TITLE');
  const districts = new Districts(page);
  await districts.choose(district);
  const assignment = await districts.assign(1);
  await assignment.to(to.name);
  await assignment.preview();
  // A colleague is faster, and gives the district to somebody else.
  await admin.post('/api/v1/districts/assignment', { district_ids: [district.id], agent_id: agents[0].id, reason: '' });
  await assignment.button(shell.say('territory.CONFIRM')).click();
  await assignment.root.getByRole('alert').waitFor();
  await assignment.preview();
  await assignment.effect.getByText(`${agents[0].name}：`).waitFor();
  await assignment.confirm();
  await districts.row(district.code).getByText(to.name).waitFor();
});

test('everything of an agent goes to another one without a mouse', async ({ open }) => {
  const [from, to] = agents.slice(-2);
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('territory.TITLE');
  const opener = page.getByRole('button', { name: shell.say('territory.MOVE_ALL') });
  const focused = page.locator('button:focus').filter({ hasText: shell.say('territory.MOVE_ALL') });
  await opener.focus();
  await page.keyboard.press('Enter');
  const assignment = new Assignment(page, 'zh');
  await assignment.root.waitFor();

  // Escape closes what is open on top, one thing at a time, and the focus goes back to where it came from.
  await assignment.choice(shell.say('territory.TO_AGENT')).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('listbox').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  assert.equal(await assignment.root.count(), 1);
  await page.keyboard.press('Escape');
  await assignment.closed();
  await focused.waitFor();

  await page.keyboard.press('Enter');
  for (const [key, name] of [['FROM_AGENT', from.name], ['TO_AGENT', to.name]]) {
    const picker = assignment.choice(shell.say(`territory.${key}`));
    await picker.focus();
    await page.keyboard.type(name);
    await only(assignment.root.getByRole('listbox'), name);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await picker.inputValue(), name);
  }
  await page.keyboard.press('Enter');
  await assignment.effect.waitFor();
  const moved = await assignment.figure('territory.EFFECT_MOVED');
  assert.equal(moved, from.districts.flatMap((district) => district.customers).length);
  await assignment.button(shell.say('territory.CONFIRM')).focus();
  await page.keyboard.press('Enter');
  await assignment.closed();
  await focused.waitFor();
  const held = await admin.get(`/api/v1/districts?agent=${from.id}&limit=1`);
  assert.deepEqual(held.items, []);
});
