// Whom customers see, and the files that go along with messages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { png } from '../harness/pictures.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Avatars, Talk } from '../pages/avatars.mjs';
import { Inquiry } from '../pages/inquiries.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let me;
/** An inquiry that the agent who signs in has in hand. */
let asked;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  me = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  asked = await admin.post('/api/v1/inquiries', {
    phone: '13900007777', name: '附件家长', entrance: 'course-message', text: '这张课表对吗？',
    form: { item: '英语写作', grade: '初中' },
  });
  await hand(me.employee_id);
});

/** Gives the inquiry to somebody. */
async function hand(owner) {
  const { version, owner: has } = await admin.get(`/api/v1/inquiries/${asked.id}`);
  if (has?.id === owner) return;
  await admin.post(`/api/v1/inquiries/${asked.id}/hand-over`, { owner_id: owner, over_capacity: true, version });
}

const blue = png(640, 400, [90, 140, 210]);

test('files are chosen, dropped and pasted, sent with a message, and seen by whoever has the inquiry', async ({ open }) => {
  const page = await open();
  await enter(page, AGENT);
  await Inquiry.at(page, asked);
  const talk = new Talk(page);
  await talk.attach(
    { name: '课表.png', mimeType: 'image/png', buffer: blue },
    { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('周六上午十点。') },
  );
  await talk.give('drop', { name: '行程.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7\n') });
  await talk.give('paste', { name: 'image.png', type: 'image/png', bytes: png(30, 300, [210, 120, 90]) });
  await talk.attach({ name: '坏.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="x"/>') });
  await talk.enclosed.nth(4).getByRole('alert').waitFor();
  assert.match(await talk.enclosed.nth(4).innerText(), /不支持该文件类型/);
  await page.getByText(talk.say('inquiries.UPLOADING_FILE')).first().waitFor({ state: 'detached' });
  await shots(page, 'composer-files');
  await page.getByRole('button', { name: talk.say('inquiries.REMOVE_FILE', '坏.png') }).click();
  await page.getByRole('button', { name: talk.say('inquiries.REMOVE_FILE', '说明.txt') }).click();
  assert.equal(await talk.enclosed.count(), 3);
  await talk.write('是这张，请看附件。');
  await talk.send();
  const said = talk.messages.last();
  await said.getByText('是这张，请看附件。').waitFor();
  assert.equal(await talk.enclosed.count(), 0);
  await said.getByRole('button', { name: talk.say('inquiries.SEE_PICTURE', '课表.png') }).locator('img').waitFor();
  await shots(page, 'talk-files');

  const saving = page.waitForEvent('download');
  await said.getByRole('button', { name: talk.say('inquiries.SAVE_FILE', '行程.pdf') }).click();
  assert.equal(await readFile(await (await saving).path(), 'utf8'), '%PDF-1.7\n');
  await said.getByRole('button', { name: talk.say('inquiries.SEE_PICTURE', '课表.png') }).click();
  const large = page.getByRole('dialog').getByRole('img', { name: '课表.png' });
  await large.waitFor();
  await page.waitForFunction(() => document.querySelector('dialog img')?.naturalWidth === 640);
  await shots(page, 'picture-large');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // Only files, without a word.
  await talk.attach({ name: '再一张.png', mimeType: 'image/png', buffer: png(50, 50, [60, 160, 90]) });
  await talk.enclosed.first().waitFor();
  await page.getByText(talk.say('inquiries.UPLOADING_FILE')).waitFor({ state: 'detached' });
  await talk.send();
  await talk.messages.last().getByRole('button', { name: talk.say('inquiries.SEE_PICTURE', '再一张.png') }).waitFor();
  const { items } = await admin.get(`/api/v1/inquiries/${asked.id}/messages`);
  assert.deepEqual(items.map((one) => one.attachments.length), [1, 3]);
});

test('an avatar is drawn, stands for somebody, and stays when the consultant changes', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('avatars.TITLE');
  const avatars = new Avatars(page);
  await avatars.card('小归').getByText(shell.say('avatars.DEFAULT'), { exact: true }).waitFor();
  await shots(page, 'avatars-list');
  const dialog = await avatars.edit();
  await dialog.button(shell.say('common.SAVE')).click();
  await dialog.root.getByRole('alert').first().waitFor();
  await dialog.field(new RegExp(`^${shell.say('common.NAME')}`)).fill('小舟');
  await dialog.field(new RegExp(`^${shell.say('avatars.INTRODUCTION')}`)).fill('您好，我是小舟。');
  await page.getByTestId('picture').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png(80, 80, [240, 190, 80]) });
  await avatars.preview.getByText('小舟', { exact: true }).waitFor();
  await avatars.preview.locator('img').first().waitFor();
  // Somebody has one already: the form says who, and keeps what was filled in.
  const taken = await admin.get('/api/v1/avatars');
  const group = taken.flatMap((one) => one.groups)[0];
  await dialog.root.getByRole('combobox', { name: shell.say('avatars.GROUPS') }).selectOption({ label: group.name });
  await dialog.button(shell.say('common.SAVE')).click();
  await dialog.root.getByText('已被占用').waitFor();
  await shots(page, 'avatar-edit');
  await dialog.root.getByRole('button', { name: shell.say('avatars.REMOVE', group.name) }).click();
  await dialog.button(shell.say('common.SAVE')).click();
  await dialog.root.waitFor({ state: 'detached' });
  await avatars.card('小舟').locator('img').waitFor();

  // A new inquiry of whoever it stands for shows it, also when somebody else has it.
  const made = (await admin.get('/api/v1/avatars')).find((one) => one.name === '小舟');
  assert.match(made.picture, /^\/public\/v1\/avatars\//);
  const { items: agents } = await admin.get('/api/v1/agents/states?limit=200');
  const has = taken.flatMap((one) => one.people.map((person) => person.id));
  const [first, second] = agents.map((state) => state.agent).filter((one) => !has.includes(one.id));
  const draft = { name: made.name, introduction: made.introduction, employee_ids: [first.id], version: made.version };
  await admin.put(`/api/v1/avatars/${made.id}`, draft);
  const entrance = await admin.post('/api/v1/entrances', { code: 'by-hand', name: '人工', channel: 'web' });
  const when = { test: { fact: 'entrance', is: [entrance.code] } };
  const rule = { key: 'hand', name: '人工', enabled: true, when, routes: [{ to: 'queue' }] };
  const policy = await admin.post('/api/v1/policies', { name: '人工', document: { rules: [rule], otherwise: [{ to: 'queue' }] } });
  await admin.post(`/api/v1/policies/${policy.id}/publish`, { note: 'e2e', version: policy.version });
  asked = await admin.post('/api/v1/inquiries', { phone: '13900008888', name: '家长', entrance: 'by-hand', text: '请问？' });
  await hand(first.id);
  await hand(second.id);
  await Inquiry.at(page, asked);
  await page.getByTestId('seen-as').getByText('小舟').waitFor();
  await page.getByTestId('seen-as').locator('img').waitFor();
  await shots(page, 'inquiry-seen-as');
});

test('on a telephone and in English the same is done', async ({ open }) => {
  const page = await open();
  await enter(page, ADMIN, 'en');
  await page.setViewportSize(PHONE);
  await page.goto('/avatars');
  const avatars = new Avatars(page, 'en');
  const dialog = await avatars.edit('小归');
  await dialog.root.getByText(avatars.say('avatars.DEFAULT_HINT')).waitFor();
  assert.equal(await dialog.root.getByRole('checkbox').isDisabled(), true);
  await shots(page, 'avatar-edit-phone-en');
  await page.keyboard.press('Escape');
  await Inquiry.at(page, asked, 'en');
  const talk = new Talk(page, 'en');
  await talk.attach({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('ten o’clock') });
  await talk.enclosed.first().waitFor();
  await page.getByText(talk.say('inquiries.UPLOADING_FILE')).waitFor({ state: 'detached' });
  await talk.write('See the plan.');
  await talk.send();
  await talk.messages.last().getByRole('button', { name: talk.say('inquiries.SAVE_FILE', 'plan.txt') }).waitFor();
  await shots(page, 'talk-files-en');
});
