// Entrances and their forms, inquiries through each of them, and the conversations that follow.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Inquiries, Inquiry } from '../pages/inquiries.mjs';
import { Phone } from '../pages/phone.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let key;
let url;
/** A customer who has an owner. */
let known;
/** The groups by the code of their product line. */
const groups = new Map();

const { test } = suite(async (address) => {
  url = address;
  admin = await Api.signIn(url, ADMIN);
  const me = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  known = (await admin.get(`/api/v1/customers?owner=${me.employee_id}&limit=1`)).items[0];
  key = (await admin.post('/api/v1/api-keys', { name: 'e2e', kind: 'mini_program' })).secret;
  const lines = await admin.get('/api/v1/product-lines');
  for (const group of (await admin.get('/api/v1/groups')).items) {
    const line = lines.find((one) => one.id === group.product_line?.id);
    if (line) groups.set(line.code, group);
    // Nobody is full, so that what is asked goes to somebody at once.
    for (const { agent } of (await admin.get(`/api/v1/groups/${group.id}/members`)).items) {
      const { items } = await admin.get('/api/v1/agents/states?limit=200');
      const { version } = items.find((state) => state.agent.id === agent.id);
      await admin.put(`/api/v1/agents/${agent.id}/state`, { skills: [], version });
    }
  }
});

/** Sends something as the backend of a mini-program. */
async function send(path, body) {
  const answer = await fetch(`${url}/mp/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}

const LINES = {
  'course-message': 'course',
  'summer-school-message': 'summer-school',
  'school-message': 'summer-school',
  'study-travel-message': 'study-travel',
  'custom-travel-form': 'study-travel',
};
const COMPANY = { organisation: '青杉科技有限公司', organisation_kind: '企业', people: 40 };

test('each entrance leads a new customer to its group, and a known one to the owner', async () => {
  const entrances = await send('/entrances');
  assert.equal(entrances.length, 9);
  let phone = 13_700_000_000;
  for (const { code } of entrances) {
    const form = code === 'custom-travel-form' ? COMPANY : {};
    phone += 1;
    const fresh = await send('/inquiries', { phone: `${phone}`, entrance: code, form, text: `从 ${code} 来` });
    const made = await admin.get(`/api/v1/inquiries/${fresh.id}`);
    assert.equal(made.status, 'open', code);
    if (LINES[code]) assert.equal(made.group.id, groups.get(LINES[code]).id, code);
    const again = await admin.post('/api/v1/inquiries', { phone: known.phone, entrance: code, form, text: `熟客从 ${code} 来` });
    assert.equal(again.customer_id, known.id);
    assert.equal(again.owner.id, known.owner.id, `${code}: who is known keeps the owner`);
  }
  assert.equal((await admin.get(`/api/v1/customers/${known.id}`)).owner.id, known.owner.id);
});

test('the custom-travel form of a company is entered by hand for somebody new, with an owner named', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('inquiries.TITLE');
  const list = new Inquiries(page);
  const dialog = await list.enter();
  await dialog.field(new RegExp(`^${shell.say('customers.PHONE')}`)).fill('139 7777 0001');
  await dialog.field(shell.say('inquiries.NAME')).fill('周经理');
  await dialog.pick(shell.say('inquiries.NEW_CUSTOMER_OWNER'), known.owner.name);
  await dialog.choose(new RegExp(`^${shell.say('inquiries.ENTRANCE')}`), '定制研学');
  await dialog.field(new RegExp(`^${shell.say('inquiries.TEXT')}`)).fill('想做一次亲子研学。');
  await dialog.field(/^出行人数/).fill('很多人');
  await dialog.button(shell.say('inquiries.ENTER')).click();
  await dialog.root.getByRole('alert').nth(1).waitFor();
  await shots(page, 'inquiry-form-faults');
  await dialog.field(/^单位名称/).fill('青杉科技有限公司');
  await dialog.choice(/^单位类型/).selectOption('企业');
  await dialog.field(/^出行人数/).fill('40');
  await dialog.button('住宿').click();
  await dialog.button('保险').click();
  await shots(page, 'inquiry-form');
  await dialog.submit(shell.say('inquiries.ENTER'));
  const inquiry = await list.open('想做一次亲子研学。');
  const answers = page.getByTestId('answers');
  await answers.getByText('青杉科技有限公司').waitFor();
  await answers.getByText('住宿、保险').waitFor();
  await page.getByTestId('seal').getByText(shell.say('inquiries.INTACT', 1)).waitFor();
  await inquiry.fact('inquiries.OWNER').getByText(known.owner.name).waitFor();
  const { items } = await admin.get(`/api/v1/customers?q=13977770001&limit=1`);
  assert.equal(items[0].owner.id, known.owner.id);
});

test('a conversation: reply by a canned one, note, the customer answers, interpretation, category, reopened', async ({ open }) => {
  const sent = await send('/inquiries', { phone: '13700009999', entrance: 'course-message', text: '课程可以试听吗？' });
  const page = await open();
  const shell = await enter(page, ADMIN);
  const inquiry = await Inquiry.at(page, sent, 'zh');
  const box = page.locator('.composer textarea');
  await box.fill('/退费');
  await page.getByTestId('canned').getByRole('button').first().click();
  assert.match(await box.inputValue(), /七天/);
  await box.fill('您好，可以试听，周六上午十点。');
  await box.press('Control+Enter');
  const talk = page.getByTestId('talk');
  await talk.getByText('您好，可以试听，周六上午十点。').waitFor();
  await page.locator('.page-head').getByText(shell.say('inquiries.STAGE_WAITING')).waitFor();
  await page.getByRole('button', { name: shell.say('inquiries.NOTE'), exact: true }).click();
  await box.fill('家长很着急');
  await page.getByRole('button', { name: shell.say('inquiries.SEND'), exact: true }).click();
  await talk.getByText('家长很着急').waitFor();

  await send(`/inquiries/${sent.id}/messages`, { text: '周六可以，谢谢！' });
  const { items } = await send(`/inquiries/${sent.id}/messages`);
  assert.deepEqual(items.map((one) => one.kind), ['customer', 'reply'], 'no notes for the customer');
  await page.reload();
  await talk.getByText('周六可以，谢谢！').waitFor();
  await page.locator('.page-head').getByText(shell.say('inquiries.STAGE_OPEN')).waitFor();

  await page.getByRole('textbox', { name: shell.say('inquiries.INTERPRET') }).fill('想先试听再决定');
  await page.getByRole('region', { name: shell.say('inquiries.INTERPRETATIONS') }).getByRole('button').click();
  await page.getByTestId('interpretations').getByText('想先试听再决定').waitFor();
  await page.getByRole('combobox', { name: shell.say('inquiries.CATEGORY') }).selectOption({ label: '费用' });
  await shell.toast(shell.say('common.SAVED')).waitFor();
  await shots(page, 'inquiry-talk');

  await inquiry.button('inquiries.RESOLVE').click();
  await inquiry.button('inquiries.REOPEN').waitFor();
  await send(`/inquiries/${sent.id}/messages`, { text: '还想问一下地点。' });
  await page.reload();
  await page.locator('.page-head').getByText(shell.say('inquiries.STAGE_REOPENED')).waitFor();
  await inquiry.button('inquiries.RESOLVE').click();
  const closing = await inquiry.begin('inquiries.CLOSE');
  await closing.submit(shell.say('inquiries.CLOSE'));
  await page.getByText(shell.say('inquiries.TALK_CLOSED')).waitFor();
});

test('an administrator builds a form without code, and what it asks is asked', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('entrances.TITLE');
  await page.getByTestId('entrances').getByText('course-message').waitFor();
  await shots(page, 'entrances-en');
  await page.getByRole('button', { name: shell.say('entrances.ADD'), exact: true }).click();
  const dialog = new Dialog(page, 'en');
  await dialog.field(new RegExp(`^${shell.say('common.NAME')}`)).fill('Visa');
  await dialog.field(new RegExp(`^${shell.say('entrances.CODE')}`)).fill('visa');
  await dialog.field(new RegExp(`^${shell.say('inquiries.CHANNEL')}`)).fill('web');
  const cards = page.getByTestId('form-cards').getByRole('listitem');
  for (const [n, label] of ['Country', 'Passport valid'].entries()) {
    await dialog.button(shell.say('entrances.ADD_FIELD')).click();
    await cards.nth(n).getByRole('textbox', { name: shell.say('entrances.LABEL') }).fill(label);
  }
  await cards.nth(0).getByRole('combobox').selectOption('choice');
  await dialog.button(shell.say('common.SAVE')).click();
  await cards.nth(0).getByRole('alert').waitFor();
  await cards.nth(0).getByRole('textbox', { name: shell.say('entrances.CHOICES') }).fill('Japan\nSingapore');
  await cards.nth(0).getByRole('checkbox').check();
  await cards.nth(1).getByRole('combobox').selectOption('yes_no');
  await cards.nth(1).getByRole('textbox', { name: shell.say('entrances.LABEL') }).press('Alt+ArrowUp');
  const preview = page.getByTestId('form-preview');
  assert.match(await preview.locator('.field').first().innerText(), /Passport valid/);
  await preview.getByRole('combobox', { name: /^Country/ }).selectOption('Japan');
  await shots(page, 'entrance-builder-en');
  await dialog.submit(shell.say('common.SAVE'));
  await page.getByTestId('entrances').getByText('visa', { exact: true }).waitFor();
  const made = (await admin.get('/api/v1/entrances')).find((one) => one.code === 'visa');
  assert.deepEqual(made.fields.map((field) => [field.label, field.kind]), [['Passport valid', 'yes_no'], ['Country', 'choice']]);

  for (const [tab, name] of [['entrances.CATEGORIES', 'categories'], ['inquiries.CANNED', 'replies']]) {
    await page.getByRole('button', { name: shell.say(tab), exact: true }).click();
    await page.getByTestId(name).getByRole('row').nth(1).waitFor();
    await shots(page, `entrances-${name}-en`);
  }
});

test('on a telephone the page of an inquiry fits', async ({ open }) => {
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(AGENT);
  const { items } = await admin.get(`/api/v1/inquiries?owner_id=${known.owner.id}&limit=1`);
  await Inquiry.at(page, items[0], 'zh');
  await page.locator('.composer').waitFor();
  await phone.fits();
});
