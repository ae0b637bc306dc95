// A widget: made in the console, shown by a website, talked through to the end; and who may not show it.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN } from '../harness/people.mjs';
import { shot, shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { website } from '../harness/website.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Inquiry } from '../pages/inquiries.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
const site = await website();
const stranger = await website();
after(() => Promise.all([site.close(), stranger.close()]));

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
});

/** The window inside of a website. */
async function openWindow(page, origin) {
  await page.goto(origin);
  await page.getByRole('button', { name: '在线咨询' }).click();
  return page.frameLocator('iframe');
}

test('a widget is made, shown by a website, and a visitor talks with a consultant', async ({ open }) => {
  const page = await open();
  await enter(page, ADMIN);
  await page.goto('/entrances?tab=widgets');
  await page.getByRole('button', { name: '新建聊天窗口' }).click();
  const dialog = new Dialog(page, 'zh');
  await dialog.field('标题').fill('青杉研学咨询');
  await dialog.choose('入口', '网站表单');
  await dialog.field('允许的网站').fill(`${site.origin}/`);
  await dialog.field('欢迎语').fill('您好，我们的顾问会尽快回复。');
  await shots(page, 'widget-edit');
  await dialog.submit('保存');
  const row = page.getByTestId('widgets').getByRole('row').filter({ hasText: '青杉研学咨询' });
  await row.getByRole('button', { name: '嵌入代码' }).click();
  const snippet = await page.getByTestId('snippet').inputValue();
  await shots(page, 'widget-embed');
  site.tag = snippet;
  stranger.tag = snippet;

  const visitor = await open();
  const chat = await openWindow(visitor, site.origin);
  await chat.getByRole('heading', { name: '青杉研学咨询' }).waitFor();
  await chat.getByRole('button', { name: '发送' }).click();
  await chat.getByText('必填').first().waitFor();
  await shot(visitor, 'widget-form-desktop');
  await chat.getByLabel('您的称呼').fill('韩女士');
  await chat.getByLabel('手机号码').fill('12');
  await chat.getByLabel('所在城市').fill('杭州');
  await chat.getByLabel('您想咨询什么？').fill('孩子十岁，可以参加暑期营吗？');
  await chat.getByRole('button', { name: '发送' }).click();
  await chat.getByText('不是有效的电话号码').waitFor();
  await chat.getByLabel('手机号码').fill('13700009001');
  await chat.getByRole('button', { name: '发送' }).click();
  await chat.getByRole('log').getByText('孩子十岁').waitFor();
  await chat.getByText('已收到').waitFor();

  const { items } = await admin.get('/api/v1/inquiries?limit=1');
  assert.equal(items[0].entrance, 'web-form');
  await Inquiry.at(page, items[0]);
  await page.getByRole('link', { name: '韩女士' }).first().waitFor();
  await admin.post(`/api/v1/inquiries/${items[0].id}/messages`, { kind: 'note', text: '家长很着急' });
  await admin.post(`/api/v1/inquiries/${items[0].id}/messages`, { kind: 'reply', text: '可以的，十岁起都能参加。' });
  await chat.getByRole('log').getByText('十岁起都能参加').waitFor();
  await chat.getByLabel('消息').fill('太好了，怎么报名？');
  await chat.getByLabel('消息').press('Enter');
  await chat.getByRole('log').getByText('怎么报名').waitFor();
  assert.equal(await chat.getByText('家长很着急').count(), 0, 'a note is for colleagues');
  await chat.getByLabel('发送文件').setInputFiles({ name: '证件.txt', mimeType: 'text/plain', buffer: Buffer.from('名单') });
  await chat.getByRole('button', { name: '证件.txt' }).waitFor();
  await chat.getByLabel('发送文件').setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await chat.locator('#say-problem').filter({ hasText: /./ }).waitFor();
  const [kept] = await Promise.all([visitor.waitForEvent('download'), chat.getByRole('button', { name: '证件.txt' }).click()]);
  assert.equal(kept.suggestedFilename(), '证件.txt');
  const face = chat.locator('#avatar');
  assert.notEqual((await face.innerText()).trim(), '');
  await shot(visitor, 'widget-talk-desktop-light');
  await visitor.emulateMedia({ colorScheme: 'dark' });
  await shot(visitor, 'widget-talk-desktop-dark');
  await visitor.setViewportSize(PHONE);
  await shot(visitor, 'widget-talk-phone-dark');

  // The browser is known again.
  const again = await openWindow(visitor, site.origin);
  await again.getByRole('log').getByText('十岁起都能参加').waitFor();
  await again.getByRole('button', { name: '关闭' }).click();
  await visitor.locator('iframe').waitFor({ state: 'hidden' });
});

test('a website that is not on the list cannot show it, and the window is a form of its own', async ({ open }) => {
  const [{ key }] = await admin.get('/api/v1/widgets');
  const refused = await open();
  await refused.goto(stranger.origin);
  await refused.getByRole('button', { name: '在线咨询' }).click();
  const blocked = () => refused.errors.some((error) => error.includes('frame-ancestors'));
  while (!blocked()) await refused.waitForEvent('console');
  refused.errors.length = 0;

  const page = await open({ locale: 'en', viewport: PHONE });
  await page.goto(`/widget/${key}`);
  await page.getByLabel('Your name').waitFor();
  await shot(page, 'widget-page-phone-light');
  assert.equal(await page.getByRole('button', { name: 'Close' }).count(), 0);
});
