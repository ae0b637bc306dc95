// Exports: what the list shows is taken along, and one is told when it is done.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, AGENT, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Exports } from '../pages/exports.mjs';
import { Phone } from '../pages/phone.mjs';
import { enter } from '../pages/shell.mjs';

const { test } = suite();

for (const lang of ['zh', 'en']) {
  test(`orders by the filters of the list become a workbook that is downloaded (${lang})`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, LEAD, lang);
    const exports = new Exports(page, lang);
    await shell.go('exports.TITLE');
    await page.getByText(shell.say(lang === 'zh' ? 'exports.EMPTY' : 'exports.TITLE'), { exact: true }).first().waitFor();
    if (lang === 'zh') await shots(page, 'exports-empty-zh');
    await shell.go('orders.TITLE');
    await page.getByRole('combobox', { name: shell.say('orders.STATE'), exact: true }).selectOption('paid');
    await page.waitForURL(/state=paid/);
    await page.getByRole('button', { name: shell.say('exports.EXPORT'), exact: true }).click();
    const form = new Dialog(page, lang, shell.say('exports.ASK_ORDERS'));
    await form.root.getByTestId('export-count').filter({ hasText: /\d/ }).waitFor();
    await shots(page, `export-ask-${lang}`);
    await form.submit(shell.say('exports.BEGIN'));
    await shell.toast(shell.say('exports.ASKED')).waitFor();
    await shots(page, `export-asked-${lang}`);
    // Wherever one is by then.
    await shell.toast(/xlsx/).getByRole('link', { name: shell.say('exports.GO') }).click();
    await page.getByRole('heading', { level: 1, name: shell.say('exports.TITLE') }).waitFor();
    const row = exports.rows.first();
    await row.getByText(shell.say('exports.DONE'), { exact: true }).waitFor();
    await shots(page, `exports-${lang}`);
    const { name, bytes } = await exports.download(row);
    assert.match(name, lang === 'zh' ? /^订单-\d{8}-\d{4}\.xlsx$/ : /^Orders-\d{8}-\d{4}\.xlsx$/);
    assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    // The same list again.
    await row.getByRole('link').click();
    await page.waitForURL(/\/orders\?state=paid/);
  });
}

test('customers become a ZIP of CSV files; who has no permission has no button and no place', async ({ open, url }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  const exports = new Exports(page);
  await shell.go('customers.TITLE');
  await page.getByRole('button', { name: shell.say('exports.EXPORT'), exact: true }).click();
  const form = new Dialog(page, 'zh', shell.say('exports.ASK_CUSTOMERS'));
  await form.root.getByRole('button', { name: shell.say('exports.CSV'), exact: true }).click();
  await form.submit(shell.say('exports.BEGIN'));
  await shell.go('exports.TITLE');
  const row = exports.rows.first();
  const { name, bytes } = await exports.download(row);
  assert.match(name, /^客户-\d{8}-\d{4}\.zip$/);
  assert.ok(bytes.includes(Buffer.from('客户.csv')), 'a file for each table');

  const theirs = await open();
  const agent = await enter(theirs, AGENT);
  await agent.go('customers.TITLE');
  assert.equal(await theirs.getByRole('button', { name: agent.say('exports.EXPORT'), exact: true }).count(), 0);
  assert.equal(await agent.link('exports.TITLE').count(), 0);
  await theirs.goto(`${url}/exports`);
  await theirs.getByText(agent.say('common.DENIED_TITLE')).waitFor();
  // The log names it in words.
  await shell.go('audit.TITLE');
  await page.getByText(name).first().waitFor();
  await shots(page, 'exports-audit-zh');
});

test('on a telephone exports are cards that fit', async ({ open, url }) => {
  const lead = await Api.signIn(url, LEAD);
  const draft = { what: { kind: 'customers', filter: { level: 'a' } }, format: 'xlsx', lang: 'zh-CN' };
  await lead.post('/api/v1/exports', draft);
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(LEAD);
  await page.goto(`${url}/exports`);
  await new Exports(page).rows.first().getByRole('button').waitFor();
  await phone.fits();
  await page.goto(`${url}/orders`);
  await page.getByRole('button', { name: phone.say('exports.EXPORT'), exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await phone.fits();
});
