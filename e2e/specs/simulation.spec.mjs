// Before a policy is in force, one sees what it would have done with what really came in.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Policies } from '../pages/policies.mjs';
import { Simulation } from '../pages/simulation.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let inForce;
/** Who gets everything by the draft. */
let agent;
/** A draft that gives everything to one. */
let draft;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  inForce = await admin.get('/api/v1/policies/in-force');
  agent = (await admin.get('/api/v1/agents?limit=1'))[0];
  draft = await admin.post('/api/v1/policies', {
    name: '全给一个人',
    document: { rules: [], otherwise: [{ to: 'person', employee_id: agent.id }, { to: 'queue' }] },
  });
  for (let number = 0; number < 24; number += 1) {
    await admin.post('/api/v1/inquiries', {
      phone: `1391234${String(number).padStart(4, '0')}`,
      entrance: 'course-message',
      channel: 'mini_program',
      text: `想了解研学 ${number}`,
    });
  }
});

test('a draft is tried on the past, beside what happened and another version, and taken along', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('policies.TITLE');
  await new Policies(page).open(draft.number);
  await page.getByRole('link', { name: shell.say('simulation.OPEN'), exact: true }).click();
  const simulation = await new Simulation(page).ready();
  await shots(page, 'simulation-ready');
  await simulation.run();
  await simulation.changes.locator('summary').first().waitFor();
  await shots(page, 'simulation');

  // Who gets most stands first; the order can be turned round and another figure looked at.
  assert.equal((await simulation.names())[0], agent.name);
  const sorter = simulation.agents.getByRole('button', { name: shell.say('simulation.THIS') });
  await sorter.click();
  await assert.doesNotReject(simulation.agents.locator('th[aria-sort=ascending]').waitFor());
  await sorter.click();
  await simulation.agents.getByRole('button', { name: shell.say('simulation.PEAK'), exact: true }).click();

  const first = simulation.changes.locator('details').first();
  await first.locator('summary').focus();
  await page.keyboard.press('Enter');
  await first.getByTestId('explained').nth(1).waitFor();
  await first.scrollIntoViewIfNeeded();
  await shots(page, 'simulation-why');

  await simulation.select('AGAINST').selectOption(inForce.id);
  await page.getByText(shell.say('simulation.OUTDATED')).waitFor();
  await simulation.run();
  await simulation.figures.getByText(shell.say('simulation.OTHER')).first().waitFor();
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
  await shots(page, 'simulation-other');

  const csv = await simulation.export('EXPORT_CHANGES');
  assert.equal(csv.name, 'simulation-changes.csv');
  const lines = csv.bytes.toString('utf8').split('\r\n');
  assert.ok(lines[0].startsWith('\ufeff编号,类型,到达时间,'), lines[0]);
  const changed = Number((await simulation.changes.locator('.panel-head').innerText()).match(/共 (\d+) 条/)[1]);
  assert.equal(lines.length - 2, changed);
  const book = await simulation.export('EXPORT_XLSX');
  assert.equal(book.name, 'simulation.xlsx');
  assert.equal(book.bytes.subarray(0, 2).toString(), 'PK');

  // The address says it all: whoever gets the link sees the same.
  const figure = await simulation.changed.innerText();
  await page.reload();
  await simulation.figures.waitFor();
  assert.equal(await simulation.changed.innerText(), figure);
  assert.equal(await simulation.select('AGAINST').inputValue(), inForce.id);
  await logged(shell, 'simulation.export', 'simulation.xlsx');
});

test('a file of arrivals is tried on the people of now, and its bad lines are told', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await page.goto(`/policies/${draft.id}/simulate?file=true&against=${inForce.id}`);
  const simulation = await new Simulation(page, 'en').ready();
  await shots(page, 'simulation-file-ready-en');
  await simulation.button('RUN').click();
  await shell.toast(shell.say('simulation.NO_FILE')).waitFor();
  const lines = Array.from({ length: 30 }, (_, n) => `2026-11-02 10:${String(n).padStart(2, '0')},C${n % 9},course-message,20`);
  const text = ['arrived_at,customer,entrance,minutes', ...lines, 'yesterday,C1,web,', '2026-11-02 11:00,C2,web,soon'].join('\n');
  await simulation.choose({ name: 'arrivals.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await simulation.run();
  await page.getByTestId('bad-lines').getByRole('row').nth(2).waitFor();
  assert.deepEqual(await page.getByTestId('bad-lines').locator('td.line').allInnerTexts(), ['32', '33']);
  await shots(page, 'simulation-file-en');
  const csv = await simulation.export('EXPORT_AGENTS');
  assert.ok(csv.bytes.toString('utf8').startsWith('\ufeffNumber,Name,This policy given,'));
});

test('nothing came in, it is thought better of, or it is not theirs to ask', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await page.goto(`/policies/${inForce.id}/simulate?from=2020-01-01&to=2020-01-31&run=true`);
  const simulation = await new Simulation(page, 'en').ready();
  await page.getByText(shell.say('simulation.EMPTY')).waitFor();
  await shots(page, 'simulation-empty-en');

  // An answer that does not come can be waited for no longer.
  await page.route('**/api/v1/simulations', () => {});
  await simulation.button('RUN').click();
  await page.getByTestId('running').waitFor();
  await shots(page, 'simulation-running-en');
  await simulation.button('CANCEL').click();
  await page.getByText(shell.say('simulation.CANCELLED')).waitFor();
  await page.unroute('**/api/v1/simulations');

  const other = await open();
  const theirs = await enter(other, LEAD, 'en');
  await theirs.go('policies.TITLE');
  await new Policies(other, 'en').inForce.waitFor();
  assert.equal(await other.getByRole('link', { name: theirs.say('simulation.OPEN') }).count(), 0);
  await other.goto(`/policies/${inForce.id}/simulate`);
  await other.getByText(theirs.say('common.DENIED_TITLE')).waitFor();
});
