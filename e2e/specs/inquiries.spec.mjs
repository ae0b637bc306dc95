// What customers ask: who gets it, what they do with it, who waits meanwhile, and how evenly it was shared.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, AGENT, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Customer } from '../pages/customers.mjs';
import { Inquiries, Inquiry, Queue } from '../pages/inquiries.mjs';
import { Phone } from '../pages/phone.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
/** Two colleagues of one group, each of whom may have two more things in hand. */
let first;
let second;
let group;
/** A customer of the agent who signs in. */
let known;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const me = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  known = (await admin.get(`/api/v1/customers?owner=${me.employee_id}&limit=1`)).items[0];
  const { items: agents } = await admin.get('/api/v1/agents/states?limit=200');
  const there = agents.filter((state) => !state.on_leave_until).map((state) => state.agent);
  first = there.find((one) => one.id === me.employee_id);
  second = there.find((one) => one.id !== me.employee_id);
  await admin.post('/api/v1/entrances', { code: ENTRANCE, name: '课程页面', channel: 'web' });
  group = await admin.post('/api/v1/groups', { name: '研学咨询组', description: '' });
  await admin.post(`/api/v1/groups/${group.id}/members`, { employee_ids: [first.id, second.id], weight: 1 });
  await publish([{ to: 'group', group_id: group.id, strategy: 'round_robin' }]);
  for (const { id } of [first, second]) await admin.put(`/api/v1/agents/${id}/presence`, { presence: 'online' });
  // Only now does nobody give them anything any more of what waited.
  const { items: states } = await admin.get('/api/v1/agents/states?limit=200');
  for (const { id } of [first, second]) {
    const { version, open_work: open } = states.find((state) => state.agent.id === id);
    await admin.put(`/api/v1/agents/${id}/state`, { capacity: open + 2, version });
  }
});

/** By this entrance comes what the tests ask, so that they do not meet what the demo's customers have asked. */
const ENTRANCE = 'course-page';

/** Puts a policy of one rule in force, which leads here what comes by that entrance. */
async function publish(routes) {
  const when = { test: { fact: 'entrance', is: [ENTRANCE] } };
  const document = {
    rules: [{ key: 'study', name: '研学', enabled: true, when, routes }],
    otherwise: [{ to: 'queue' }],
  };
  const draft = await admin.post('/api/v1/policies', { name: '研学', document });
  await admin.post(`/api/v1/policies/${draft.id}/publish`, { note: 'e2e', version: draft.version });
}

let asked = 0;

/** Somebody new asks something. */
function ask(text) {
  asked += 1;
  const phone = `1390000${String(asked).padStart(4, '0')}`;
  return admin.post('/api/v1/inquiries', { phone, name: `家长${asked}`, entrance: ENTRANCE, text });
}

test('who is known appears by the phone, and what is entered by hand goes to somebody at once', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('inquiries.TITLE');
  const list = new Inquiries(page);
  const dialog = await list.enter();
  await dialog.field(new RegExp(`^${shell.say('customers.PHONE')}`)).fill('139 0000 9999');
  await page.getByText(shell.say('inquiries.STRANGER')).waitFor();
  await dialog.field(new RegExp(`^${shell.say('customers.PHONE')}`)).fill(known.phone);
  const found = page.getByTestId('known-customer');
  await found.getByText(known.name, { exact: true }).waitFor();
  await found.getByText(shell.say('inquiries.OWNED_BY', known.owner.name)).waitFor();
  await shots(page, 'inquiry-enter');
  await dialog.button(shell.say('inquiries.ENTER')).click();
  await dialog.root.getByRole('alert').first().waitFor();
  await dialog.field(new RegExp(`^${shell.say('inquiries.TEXT')}`)).fill('请问研学营几号出发？');
  await dialog.choose(new RegExp(`^${shell.say('inquiries.ENTRANCE')}`), '课程页面');
  await dialog.submit(shell.say('inquiries.ENTER'));
  await list.row('请问研学营几号出发？').getByText(shell.say('inquiries.STAGE_NEW')).waitFor();
  const inquiry = await list.open('请问研学营几号出发？');
  await inquiry.fact('inquiries.CUSTOMER').getByRole('link', { name: known.name }).waitFor();
  await inquiry.fact('inquiries.GROUP').getByText(group.name).waitFor();
  const { items } = await admin.get(`/api/v1/inquiries?customer_id=${known.id}`);
  assert.equal(items[0].text, '请问研学营几号出发？');

  const sheet = await Customer.at(page, known);
  await sheet.timeline.getByRole('link', { name: shell.say('customers.KIND_INQUIRY') }).first().click();
  await page.getByTestId('words').getByText('请问研学营几号出发？').waitFor();
  const { version } = await admin.get(`/api/v1/inquiries/${items[0].id}`);
  await admin.post(`/api/v1/inquiries/${items[0].id}/resolve`, { version });
});

test('an inquiry is answered, declined to a colleague, and resolved; what is stale is read again', async ({ open }) => {
  const made = await ask('课程可以分期付款吗？');
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  const inquiry = await Inquiry.at(page, made, 'en');
  await inquiry.fact('inquiries.OWNER').getByText(made.owner.name).waitFor();
  await inquiry.button('inquiries.ANSWER').click();
  await shell.toast(shell.say('inquiries.ANSWER_NOTED')).waitFor();
  await inquiry.button('inquiries.ANSWER').waitFor({ state: 'detached' });

  const dialog = await inquiry.begin('inquiries.DECLINE');
  await shots(page, 'inquiry-decline-en');
  await dialog.submit(shell.say('inquiries.DECLINE'));
  const other = [first, second].find((one) => one.id !== made.owner.id);
  await shell.toast(shell.say('inquiries.DECLINED_TO', other.name)).waitFor();
  await inquiry.fact('inquiries.OWNER').getByText(other.name).waitFor();
  assert.equal(await inquiry.history.count(), 2);
  await inquiry.decisions.nth(1).waitFor();
  await inquiry.decisions.first().getByText(shell.say('decisions.GOES_TO', other.name)).first().waitFor();

  const { version } = await admin.get(`/api/v1/inquiries/${made.id}`);
  await admin.post(`/api/v1/inquiries/${made.id}/hand-over`, { owner_id: made.owner.id, version });
  await inquiry.button('inquiries.RESOLVE').click();
  await shell.toast(shell.say('inquiries.RELOADED')).waitFor();
  await inquiry.fact('inquiries.OWNER').getByText(made.owner.name).waitFor();
  await inquiry.button('inquiries.RESOLVE').click();
  await page.getByText(shell.say('inquiries.STAGE_RESOLVED')).first().waitFor();
  assert.equal(await inquiry.button('inquiries.RESOLVE').count(), 0);
  await shots(page, 'inquiry-en');
});

test('who finds nobody waits, in order, until somebody is free, and the page follows by itself', async ({ open }) => {
  const texts = ['一号问题', '二号问题', '三号问题', '四号问题', '五号问题', '六号问题'];
  const made = [];
  for (const text of texts) made.push(await ask(text));
  assert.deepEqual(made.map((one) => one.status), ['open', 'open', 'open', 'open', 'waiting', 'waiting']);
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('queue.TITLE');
  const queue = new Queue(page);
  const ours = queue.rows.filter({ hasText: group.name });
  await ours.nth(1).waitFor();
  assert.match(await ours.nth(0).innerText(), /五号问题/);
  assert.match(await ours.nth(1).innerText(), /六号问题/);
  await ours.first().getByText(shell.say('queue.REASON_NOBODY')).waitFor();
  await shots(page, 'queue');

  await admin.post(`/api/v1/inquiries/${made[0].id}/resolve`, { version: made[0].version });
  await ours.filter({ hasText: '五号问题' }).waitFor({ state: 'detached' });
  assert.equal(await ours.count(), 1);

  await ours.getByRole('link').click();
  const inquiry = new Inquiry(page);
  const dialog = await inquiry.begin('inquiries.HAND_OVER');
  await dialog.pick(new RegExp(`^${shell.say('inquiries.NEW_OWNER')}`), first.name);
  await dialog.button(shell.say('inquiries.HAND_OVER')).click();
  await dialog.root.getByText(shell.say('inquiries.OVER_CAPACITY', first.name)).waitFor();
  await shots(page, 'inquiry-over-capacity');
  await dialog.submit(shell.say('inquiries.HAND_OVER_ANYWAY'));
  await inquiry.fact('inquiries.OWNER').getByText(first.name).waitFor();
  await inquiry.fact('inquiries.WHY').getByText(shell.say('inquiries.REASON_HAND')).waitFor();
});

test('the ledger says who received what, of whom the reader may see, and sorts it', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('fairness.TITLE');
  const table = page.getByTestId('fairness');
  await table.getByText(first.name).first().waitFor();
  await page.getByRole('combobox', { name: shell.say('inquiries.GROUP') }).selectOption({ label: group.name });
  await page.getByTestId('evenness').waitFor();
  const rows = table.locator('tbody tr');
  assert.equal(await rows.count(), 2);
  await shots(page, 'fairness');
  const ledger = await admin.get(`/api/v1/fairness?group_id=${group.id}`);
  const [most, least] = ledger.agents;
  assert.ok(most.received >= least.received);
  await table.getByRole('button', { name: shell.say('fairness.RECEIVED') }).click();
  // Turns are even, so the two may have received as many; then their order says nothing.
  const shown = most.received === least.received ? /./ : least.agent.name;
  await rows.first().getByText(shown).first().waitFor();
  await page.reload();
  await rows.first().getByText(shown).first().waitFor();

  const mine = await open();
  const own = await enter(mine, AGENT);
  await own.go('fairness.TITLE');
  const others = mine.getByTestId('fairness').locator('tbody tr').filter({ hasNotText: known.owner.name });
  await mine.getByTestId('fairness').getByText(known.owner.name).waitFor();
  assert.equal(await others.count(), 0);
});

test('on a telephone an agent finds their inquiry and resolves it', async ({ open }) => {
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(AGENT);
  await phone.go('inquiries.TITLE');
  await phone.fits();
  const list = new Inquiries(page);
  const { items } = await admin.get(`/api/v1/inquiries?owner_id=${known.owner.id}&status=open`);
  const inquiry = await list.open(items[0].text);
  await phone.fits();
  await inquiry.button('inquiries.RESOLVE').click();
  await page.getByText(phone.say('inquiries.STAGE_RESOLVED')).first().waitFor();
});

test('a lead sees what the people below have in hand, and may give it to another', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, LEAD);
  await shell.go('inquiries.TITLE');
  const list = new Inquiries(page);
  await list.narrow('inquiries.STATUS_OPEN');
  const row = list.table.locator('tbody tr').first();
  await row.getByRole('link').click();
  const inquiry = new Inquiry(page);
  await inquiry.button('inquiries.HAND_OVER').waitFor();
  await page.goBack();
  await row.waitFor();
  assert.match(page.url(), /status=open/);
});
