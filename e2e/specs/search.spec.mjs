// One search over everything about customers: conditions as chips, words marked, everything in the address.
import assert from 'node:assert/strict';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Exports } from '../pages/exports.mjs';
import { Phone } from '../pages/phone.mjs';
import { enter } from '../pages/shell.mjs';

const { test } = suite();

/** Adds a condition and gives its chip. */
async function add(shell, key) {
  const { page } = shell;
  await page.getByRole('button', { name: shell.say('search.ADD') }).click();
  await page.getByRole('menuitem', { name: shell.say(key), exact: true }).click();
  const chip = page.locator('.condition').filter({ hasText: shell.say(key) });
  await chip.waitFor();
  return chip;
}

test('conditions about several kinds find what they should, with the words marked', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('search.TITLE');
  const found = page.getByTestId('found');
  await found.locator('[data-row]').first().waitFor();
  await shots(page, 'search-empty-zh');

  const words = await add(shell, 'search.FOLLOW_UP_WORDS');
  await words.getByRole('searchbox').fill('加微信 目录');
  await words.getByRole('searchbox').press('Enter');
  await page.waitForURL(/follow_up_words=/);
  await found.locator('mark').first().waitFor();
  assert.ok((await found.locator('mark').allTextContents()).every((text) => ['加微信', '目录'].includes(text)));
  const level = await add(shell, 'search.CUSTOMER_LEVEL');
  await level.getByRole('combobox').selectOption('a');
  await page.waitForURL(/customer_level=a/);
  await found.locator('.level.a').first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('[data-testid=found] .level')].every((e) => e.classList.contains('a')));
  await shots(page, 'search-zh');

  // The follow-ups themselves by the same conditions, and the address alone says all of it.
  await page.getByRole('button', { name: shell.say('search.FOLLOW_UPS'), exact: true }).click();
  await page.waitForURL(/find=follow_ups/);
  await page.reload();
  await found.locator('mark').first().waitFor();
  await page.locator('.condition').nth(1).waitFor();

  // A single character is too little, which is said at the field; nothing fits, which is said in the middle.
  const field = page.locator('[data-condition=follow_up_words]');
  await field.getByRole('searchbox').fill('加');
  await field.getByRole('searchbox').press('Enter');
  await field.getByRole('alert').waitFor();
  await page.getByText(shell.say('search.UNFINISHED')).waitFor();
  await field.getByRole('searchbox').fill('没有这样的话');
  await field.getByRole('searchbox').press('Enter');
  await page.getByText(shell.say('search.EMPTY'), { exact: true }).waitFor();
  await shots(page, 'search-nothing-zh');
  await field.getByRole('button').press('Enter');
  await found.locator('[data-row]').first().waitFor();
  await page.getByRole('button', { name: shell.say('search.CLEAR') }).click();
  await page.waitForURL((url) => !url.search.includes('level'));
});

test('the small search finds by pinyin and by words, and leads on', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, AGENT, 'en');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: shell.say('common.PALETTE_HINT') });
  await field.fill('加微信');
  const followUp = page.getByRole('option').filter({ hasText: '已加微信' }).first();
  await followUp.waitFor();
  await shots(page, 'quick-en');
  const all = page.getByRole('option', { name: shell.say('search.ALL', '加微信') });
  await all.click();
  await page.getByRole('heading', { level: 1, name: shell.say('search.TITLE') }).waitFor();
  await page.getByTestId('found').locator('mark').first().waitFor();
  const customer = await page.getByTestId('found').locator('[data-row] td').nth(1).getByRole('link').textContent();
  await page.keyboard.press('Control+k');
  await field.fill(customer);
  // The line that leads to the whole search has the name as well, and is there at once.
  const whole = shell.say('search.ALL', customer);
  await page.getByRole('option').filter({ hasText: customer, hasNotText: whole }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/customers\/[0-9a-z]{13}/);
  await shell.heading.filter({ hasText: customer }).waitFor();
});

test('on a telephone conditions and cards fit', async ({ open }) => {
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(ADMIN);
  await page.goto(`${new URL(page.url()).origin}/search?find=customers&follow_up_words=%E5%BE%AE%E4%BF%A1&customer_status=owned`);
  await page.getByTestId('found').locator('mark').first().waitFor();
  await phone.fits();
  await page.getByRole('button', { name: phone.say('search.ADD') }).click();
  const box = await page.getByRole('menu').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= page.viewportSize().width, `${box.x} ${box.width}`);
  await shots(page, 'search-phone-zh');
});

for (const lang of ['zh', 'en']) {
  test(`what was found is taken along, and leads back to the search (${lang})`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, ADMIN, lang);
    await page.goto('/search?find=orders&order_state=paid&customer_from=2020-01-01');
    await page.getByTestId('found').locator('[data-row]').first().waitFor();
    await page.getByRole('button', { name: shell.say('exports.EXPORT'), exact: true }).click();
    const form = new Dialog(page, lang, shell.say('exports.ASK_ORDERS'));
    await form.root.getByTestId('export-count').filter({ hasText: /\d/ }).waitFor();
    await shots(page, `search-export-${lang}`);
    await form.submit(shell.say('exports.BEGIN'));
    await shell.toast(shell.say('exports.ASKED')).waitFor();
    await page.goto('/exports');
    const exports = new Exports(page, lang);
    const row = exports.rows.first();
    const { name, bytes } = await exports.download(row);
    assert.match(name, lang === 'zh' ? /^搜索到的订单-\d{8}-\d{4}\.xlsx$/ : /^Orders found-\d{8}-\d{4}\.xlsx$/);
    assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    await shots(page, `search-exported-${lang}`);
    await row.getByRole('link').click();
    await page.waitForURL(/\/search\?find=orders.*order_state=paid/);
    await page.getByTestId('found').locator('[data-row]').first().waitFor();
    // Inquiries are found, and not taken along.
    await page.getByRole('button', { name: shell.say('search.INQUIRIES'), exact: true }).click();
    await page.waitForURL(/find=inquiries/);
    await page.getByRole('button', { name: shell.say('exports.EXPORT'), exact: true }).waitFor({ state: 'detached' });
  });
}
