// Who writes the policy sees what each rule does before it is in force, and can go back.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Editor, Policies } from '../pages/policies.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let agent;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  agent = (await admin.get('/api/v1/agents?limit=1'))[0];
});

const inForce = () => admin.get('/api/v1/policies/in-force');

test('a draft is written, looked through, tried, published, and rolled back', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('policies.TITLE');
  const policies = new Policies(page);
  await policies.inForce.getByText(shell.say('policies.IN_FORCE'), { exact: true }).waitFor();
  const before = await inForce();
  await shots(page, 'policies');

  const editor = await policies.draft();
  await editor.name.fill('研学季');
  const rule = await editor.add('研学旅行');
  await rule.test('text');
  await rule.word('研学');
  await rule.word('夏令营');
  await editor.findings.getByText(shell.say('policies.ERRORS', 1)).waitFor();
  await rule.person(agent.name);
  await rule.queue();
  await editor.findings.getByText(shell.say('policies.ERRORS', 1)).waitFor({ state: 'detached' });
  await shots(page, 'policy-editor');

  // Whoever sees a rule moved, by keys or by the mouse, sees the same order saved.
  const others = (await editor.order()).slice(0, -1);
  const last = others.at(-1);
  await rule.fold.focus();
  await page.keyboard.press('Alt+ArrowUp');
  assert.deepEqual(await editor.order(), [...others.slice(0, -1), '研学旅行', last]);
  assert.ok(await rule.fold.evaluate((element) => element === document.activeElement), 'the focus goes with the rule');
  await rule.fold.click();
  // All rules in sight: a list that scrolls on the way lets go of what is dragged somewhere else.
  const size = page.viewportSize();
  await page.setViewportSize({ ...size, height: 1600 });
  await rule.dragAbove(editor.rule(others[0]));
  await page.setViewportSize(size);
  assert.deepEqual(await editor.order(), ['研学旅行', ...others]);
  await editor.rule(last).menu('policies.REMOVE');
  assert.deepEqual(await editor.order(), ['研学旅行', ...others.slice(0, -1)]);
  await editor.undo();
  assert.deepEqual(await editor.order(), ['研学旅行', ...others]);
  await page.keyboard.press('Control+s');
  await shell.toast(shell.say('policies.SAVED')).waitFor();

  await editor.try('想问一下研学夏令营');
  await editor.explained.getByText(shell.say('decisions.ACTUAL_FOUND', '研学')).waitFor();
  await editor.explained.getByText(agent.name).first().waitFor();
  await shots(page, 'policy-try');

  const dialog = await editor.publish('研学季开始');
  await shots(page, 'policy-publish');
  await dialog.submit(shell.say('policies.PUBLISH'));
  await shell.toast(shell.say('policies.PUBLISHED_NOW')).waitFor();
  await page.getByTestId('periods').getByText('研学季开始').waitFor();
  const now = await inForce();
  assert.equal(now.name, '研学季');
  assert.deepEqual(now.document.rules.map((one) => one.name), ['研学旅行', ...others]);
  await shots(page, 'policy-version');

  await shell.go('policies.TITLE');
  await policies.open(before.number);
  await page.getByRole('button', { name: shell.say('policies.ROLL_BACK'), exact: true }).click();
  const back = new Dialog(page, 'zh');
  await back.root.getByRole('textbox').fill('先恢复原样');
  await back.submit(shell.say('policies.ROLL_BACK'));
  await shell.toast(shell.say('policies.ROLLED_BACK')).waitFor();
  assert.equal((await inForce()).id, before.id);
  await shell.go('policies.TITLE');
  const history = await policies.history();
  await history.nth(2).waitFor();
  assert.ok((await history.first().innerText()).includes('先恢复原样'));
  await shots(page, 'policy-history');
  const audit = await logged(shell, 'policy.publish', '研学季');
  const entry = await audit.open(audit.about('研学季').first());
  assert.ok('in_force' in (await audit.diff(entry)));
});

test('unsaved changes are not lost by leaving', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('policies.TITLE');
  const editor = await new Policies(page, 'en').draft();
  await editor.name.fill('Night duty');
  await shell.link('territory.TITLE').click();
  const asked = new Dialog(page, 'en', shell.say('policies.LEAVE_TITLE'));
  await shots(page, 'policy-leave-en');
  await asked.button(shell.say('common.CANCEL')).click();
  await asked.closed();
  assert.equal(await editor.name.inputValue(), 'Night duty');

  // The browser's own button cannot be stopped; what was written is there again.
  await page.goBack();
  await page.getByTestId('policies').waitFor();
  await page.goForward();
  await shell.toast(shell.say('policies.RESTORED')).waitFor();
  assert.equal(await editor.name.inputValue(), 'Night duty');
  await shell.link('territory.TITLE').click();
  await asked.submit(shell.say('policies.LEAVE'));
  await page.getByRole('heading', { level: 1, name: shell.say('territory.TITLE') }).waitFor();
});

test('who may only read tries cases on what is in force and changes nothing', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, LEAD, 'en');
  await shell.go('policies.TITLE');
  const policies = new Policies(page, 'en');
  await policies.inForce.getByRole('link').first().click();
  const editor = new Editor(page, 'en');
  await editor.try('anything');
  assert.equal(await editor.name.count(), 0);
  assert.equal(await editor.button('policies.DRAFT_FROM_THIS').count(), 0);
  await shots(page, 'policy-read-only-en');
});
