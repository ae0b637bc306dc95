// Groups and their members, who is there, shifts, the calendar and leave.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT, LEAD } from '../harness/people.mjs';
import { shot, shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Groups } from '../pages/groups.mjs';
import { enter } from '../pages/shell.mjs';
import { Workforce } from '../pages/workforce.mjs';

let admin;
let agents;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  agents = (await admin.get('/api/v1/agents/states?limit=200')).items;
});

/** Waits until the server knows these terms of a member: they are sent while one goes on filling in. */
async function kept(group, { agent }, terms) {
  for (let tries = 0; ; tries += 1) {
    const { items } = await admin.get(`/api/v1/groups/${group}/members`);
    const { weight, capacity, paused } = items.find((one) => one.agent.id === agent.id);
    if (tries === 50) assert.deepEqual({ weight, capacity, paused }, terms);
    if (weight === terms.weight && capacity === terms.capacity && paused === terms.paused) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a group is made, agents join it, and their terms are changed where they stand', async ({ open }) => {
  const [first, second] = agents;
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('groups.TITLE');
  const groups = new Groups(page);
  await groups.group('售前咨询组').waitFor();
  await shots(page, 'groups');
  const made = await groups.press('groups.ADD');
  await made.field(shell.say('common.NAME')).fill('企业采购组');
  await made.field(shell.say('common.DESCRIPTION')).fill('大额采购咨询');
  await made.choose(shell.say('groups.LINE'), '研学旅行');
  await shots(page, 'group-form');
  await made.submit(shell.say('common.SAVE'));
  await groups.open('企业采购组');
  await page.getByText(shell.say('groups.MEMBERS_EMPTY'), { exact: true }).waitFor();

  const adding = await groups.press('groups.ADD_MEMBERS');
  for (const one of [first, second]) await adding.pick(shell.say('groups.AGENTS'), one.number);
  await adding.field(shell.say('groups.WEIGHT')).fill('2');
  await shots(page, 'group-add-members');
  await adding.submit(shell.say('common.ADD'));
  await shell.toast(shell.say('groups.JOINED_COUNT', 2)).waitFor();
  await groups.member(first.number).waitFor();

  const row = groups.member(first.number);
  await row.getByRole('spinbutton', { name: shell.say('groups.WEIGHT_OF', first.agent.name) }).fill('5');
  await row.getByRole('spinbutton', { name: shell.say('groups.CAPACITY_OF', first.agent.name) }).fill('4');
  await row.getByRole('checkbox').check();
  await kept(page.url().split('/').at(-1), first, { weight: 5, capacity: 4, paused: true });
  await shots(page, 'group');
  const asked = await groups.remove(second.agent.name);
  await asked.submit(shell.say('groups.REMOVE'));
  await groups.member(second.number).waitFor({ state: 'detached' });

  await shell.go('groups.TITLE');
  await groups.lines();
  await shots(page, 'product-lines');
  const line = await groups.press('groups.ADD_LINE');
  await line.field(shell.say('common.NAME')).fill('企业培训');
  await line.field(shell.say('groups.CODE')).fill('training');
  await line.submit(shell.say('common.SAVE'));
  await groups.line('企业培训').waitFor();
  const audit = await logged(shell, 'group.edit_member', '企业采购组');
  await audit.about('企业采购组').first().waitFor();
});

test('shifts, the calendar and leave are kept, and who is on leave is told', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('workforce.TITLE');
  const workforce = new Workforce(page);
  const one = agents.find((agent) => !agent.on_leave_until && agent.groups.length > 0);
  await workforce.agent(one.number).waitFor();
  await shots(page, 'workforce-agents');
  await workforce.agent(one.number).getByRole('button', { name: shell.say('workforce.EDIT_AGENT', one.agent.name) }).click();
  const form = new Dialog(page, 'zh');
  await form.field(shell.say('workforce.CAPACITY')).fill('7');
  await form.button('vip').click();
  await form.button(shell.say('workforce.BUSY')).click();
  await shots(page, 'agent-form');
  await form.submit(shell.say('common.SAVE'));
  await workforce.agent(one.number).getByText(shell.say('workforce.BUSY'), { exact: true }).waitFor();

  await workforce.tab('SCHEDULES');
  await workforce.shift('夜班').waitFor();
  await shots(page, 'shifts');
  const shift = await workforce.press('workforce.ADD_SCHEDULE');
  await shift.field(shell.say('common.NAME')).fill('周末班');
  for (const day of ['SATURDAY', 'SUNDAY']) {
    await shift.button(shell.say('workforce.ADD_SPAN_ON', shell.say(`workforce.${day}`))).click();
  }
  await shift.root.getByLabel(shell.say('workforce.SPAN_TO', shell.say('workforce.SATURDAY'))).fill('02:00');
  await shift.root.getByText(shell.say('workforce.NEXT_DAY'), { exact: true }).waitFor();
  await shots(page, 'shift-form');
  await shift.submit(shell.say('common.SAVE'));
  await workforce.shift('周末班').getByText(shell.say('workforce.USED_BY', 0)).waitFor();

  await workforce.tab('CALENDAR');
  await workforce.day(/春节/).first().waitFor();
  await shots(page, 'calendar');
  await workforce.day(/^12月25日/).click();
  const day = new Dialog(page, 'zh');
  await day.field(shell.say('workforce.DAY_NAME')).fill('公司日');
  await shots(page, 'day-form');
  await day.submit(shell.say('common.SAVE'));
  await workforce.day(/公司日/).waitFor();

  await workforce.tab('LEAVES');
  await workforce.leave('年假').first().waitFor();
  const leave = await workforce.press('workforce.ADD_LEAVE');
  await leave.pick(shell.say('workforce.LEAVE_OF'), one.number);
  await leave.field(shell.say('workforce.REASON')).fill('病假');
  await shots(page, 'leave-form');
  await leave.submit(shell.say('common.SAVE'));
  await workforce.leave('病假').getByText(shell.say('workforce.NOW_ON_LEAVE')).waitFor();
  await shots(page, 'leaves');
  // The same days again are refused beside the field.
  const again = await workforce.press('workforce.ADD_LEAVE');
  await again.pick(shell.say('workforce.LEAVE_OF'), one.number);
  await again.button(shell.say('common.SAVE')).click();
  await again.root.getByText('与已有的时间重叠').waitFor();
  await again.button(shell.say('common.CANCEL')).click();
  await workforce.leave('病假').getByRole('button', { name: shell.say('workforce.CANCEL_LEAVE') }).click();
  await new Dialog(page, 'zh').submit(shell.say('workforce.CANCEL_LEAVE'));
  await workforce.leave('病假').waitFor({ state: 'detached' });
});

test('an agent comes and goes by the keyboard, and a lead sees it', async ({ open }) => {
  const theirs = await open();
  const desk = await enter(theirs, AGENT);
  const workforce = new Workforce(theirs);
  await workforce.presence.waitFor();
  for (const [key, steps] of [['AWAY', 2], ['ONLINE', 0]]) {
    await workforce.presence.focus();
    await theirs.keyboard.press('Enter');
    await theirs.getByRole('menuitem').first().waitFor();
    for (let step = 0; step < steps; step += 1) await theirs.keyboard.press('ArrowDown');
    if (key === 'AWAY') await shot(theirs, 'presence');
    await theirs.keyboard.press('Enter');
    await workforce.presence.getByText(desk.say(`workforce.${key}`), { exact: true }).waitFor();
  }
  const me = await (await Api.signIn(new URL(theirs.url()).origin, AGENT)).get('/api/v1/me');
  const page = await open();
  const shell = await enter(page, LEAD, 'en');
  assert.equal(await new Workforce(page, 'en').presence.count(), 0, 'who is no agent has no presence');
  await shell.go('workforce.TITLE');
  const seen = new Workforce(page, 'en');
  await seen.agent(me.name).getByText('Online', { exact: true }).waitFor();
  await shots(page, 'workforce-agents-en');
  await seen.tab('CALENDAR');
  await page.getByTestId('calendar').waitFor();
  assert.equal(await page.getByTestId('calendar').getByRole('button').count(), 0, 'a lead sees the calendar only');
});
