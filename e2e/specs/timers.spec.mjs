// What is left lying is noticed: a policy says after how long, and people are told.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Notices } from '../pages/notices.mjs';
import { Phone } from '../pages/phone.mjs';
import { Policies } from '../pages/policies.mjs';
import { enter } from '../pages/shell.mjs';
import { Timers } from '../pages/timers.mjs';

let admin;
let agent;
/** A customer of the agent who signs in. */
let mine;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  agent = await Api.signIn(url, AGENT);
  const me = await agent.get('/api/v1/me');
  // Whoever works at any hour is reminded at any hour, whenever these tests run.
  const { items: states } = await admin.get('/api/v1/agents/states?limit=200');
  const { capacity, skills, version } = states.find((state) => state.agent.id === me.employee_id);
  await admin.put(`/api/v1/agents/${me.employee_id}/state`, { capacity, skills, version });
  // Nothing else of theirs is late while these tests run, not even when a day begins meanwhile: see the timer's time below.
  for (;;) {
    const due = await agent.get(`/api/v1/follow-ups/due?owner=${me.employee_id}&limit=200`);
    for (const { customer } of due.items) {
      await agent.post(`/api/v1/customers/${customer.id}/follow-ups`, { way: 'phone', content: '已联系客户。' });
    }
    if (due.items.length === 0) break;
  }
  const orders = await agent.get(`/api/v1/orders?status=open&owner_id=${me.employee_id}&limit=200`);
  for (const { id } of orders.items) {
    await agent.post(`/api/v1/orders/${id}/follow-ups`, { way: 'phone', content: '已联系客户。' });
  }
  mine = (await agent.get('/api/v1/customers?limit=1')).items[0];
});

test('timers are written, put in order, refused where they are wrong, and published', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('policies.TITLE');
  const editor = await new Policies(page).draft();
  await editor.name.fill('不让客户等');
  const timers = new Timers(page);
  // What the demo's timers are for, these are for now.
  for (const name of await timers.order()) await timers.timer(name).menu('policies.REMOVE');
  assert.deepEqual(await timers.order(), []);

  const slow = await timers.add('大客户慢回复');
  assert.equal(await slow.time(0).inputValue(), '30 分钟');
  await slow.addStage();
  await slow.type(1, '1.5h');
  assert.equal(await slow.time(1).inputValue(), '1 小时 30 分钟');
  await slow.addStage();
  await slow.act(2, 'reassign');
  await shots(page, 'timers-editor');

  // What is wrong is said beside the field, and keeps it from being published.
  await slow.type(1, '1 天');
  await slow.stage(1).getByText(shell.say('timers.AFTER_UNREADABLE')).waitFor();
  await slow.type(1, '20');
  assert.equal(await slow.time(1).inputValue(), '20 分钟');
  await slow.stage(1).getByText(shell.say('timers.AFTER_LATER', '31 分钟', '1,440 小时')).waitFor();
  assert.equal(await slow.time(1).getAttribute('aria-invalid'), 'true');
  await editor.button('policies.PUBLISH').click();
  await shell.toast(/处错误/).waitFor();
  await shots(page, 'timers-wrong');
  await slow.type(1, '2小时');
  await slow.type(0, '1');
  await slow.stage(1).getByText(shell.say('timers.AFTER')).waitFor({ state: 'detached' });

  const due = await timers.add('到期未跟进');
  await due.wait('timers.WAIT_FOLLOW_UP');
  await due.type(0, '48h');
  await due.fold.focus();
  await page.keyboard.press('Alt+ArrowUp');
  assert.deepEqual(await timers.order(), ['到期未跟进', '大客户慢回复']);
  assert.ok(await due.fold.evaluate((element) => element === document.activeElement), 'the focus goes with the timer');
  await slow.menu('policies.REMOVE');
  assert.deepEqual(await timers.order(), ['到期未跟进']);
  await editor.undo();
  assert.deepEqual(await timers.order(), ['到期未跟进', '大客户慢回复']);
  await due.fold.click();

  const dialog = await editor.publish('没有人应该白等');
  await dialog.submit(shell.say('policies.PUBLISH'));
  await shell.toast(shell.say('policies.PUBLISHED_NOW')).waitFor();
  await timers.list.getByText('大客户慢回复').waitFor();
  await timers.list.scrollIntoViewIfNeeded();
  await shots(page, 'timers-version');
  const { document } = await admin.get('/api/v1/policies/in-force');
  assert.equal(document.timers[0].watch, 'not_followed_up');
  assert.deepEqual(document.timers[0].stages, [{ after_minutes: 2880, then: 'remind' }]);
  assert.deepEqual(
    document.timers[1].stages.map((stage) => stage.after_minutes),
    [1, 120, 180],
  );
});

test('who leaves a customer waiting is told, follows the notice, and it is read', async ({ open }) => {
  const told = async () => (await agent.get('/api/v1/me/notices?limit=1')).unread;
  const before = await told();
  const page = await open();
  const shell = await enter(page, AGENT);
  const notices = new Notices(page);
  await notices.counts(before);
  const text = '研学营还有名额吗？';
  await admin.post('/api/v1/inquiries', { phone: mine.phone, name: mine.name, entrance: 'mini-program', text });
  // A minute has to pass, and then the bell has to ask.
  for (let seconds = 0; seconds < 120 && (await told()) === before; seconds += 1) await setTimeout(1000);
  const now = await told();
  assert.equal(now, before + 1);
  await notices.counts(now);
  await page.getByTestId('news').getByText(mine.name).waitFor({ state: 'attached' });
  await shots(page, 'notices-bell');

  await notices.bell.focus();
  await page.keyboard.press('Enter');
  const line = notices.lines.filter({ hasText: '大客户慢回复' }).first();
  await line.getByText(mine.name).waitFor();
  assert.ok((await notices.unread.count()) > 0);
  await shots(page, 'notices');
  await line.getByRole('link').click();
  await page.getByText(text).first().waitFor();
  await notices.list.waitFor({ state: 'detached' });

  await notices.open();
  await line.waitFor();
  assert.ok((await line.getByText(shell.say('notices.UNREAD'), { exact: true }).count()) === 0, 'what was shown is read');
  if ((await told()) > 0) await page.getByRole('button', { name: shell.say('notices.MARK_ALL') }).click();
  await notices.counts(0);
  await notices.close();
  assert.ok(await notices.bell.evaluate((element) => element === document.activeElement), 'the focus returns to the bell');

  // Those whom it concerns see it on the customer's timeline.
  await page.goto(`/customers/${mine.id}`);
  const timeline = page.getByTestId('timeline');
  await timeline.getByText(shell.say('timers.STEP_OF', '大客户慢回复', 1)).waitFor();
  await shots(page, 'timers-timeline');
});

test('a telephone shows the same notices on its whole screen', async ({ open }) => {
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(AGENT);
  const notices = new Notices(page);
  await notices.counts(0);
  await phone.fits();
  await notices.open();
  await notices.lines.filter({ hasText: '大客户慢回复' }).first().waitFor();
  await phone.fits();
  await notices.close();
});
