// Filters of a list under a name: one's own, and those that a role shares.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { PHONE } from '../harness/browser.mjs';
import { ADMIN, LEAD } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Dialog } from '../pages/dialog.mjs';
import { Phone } from '../pages/phone.mjs';
import { enter } from '../pages/shell.mjs';

const NAME = 'Level A, browser test';

const { test } = suite();

test('filters are kept, shared with a role, opened by a colleague, changed and forgotten', async ({ open, url }) => {
  const role = (await (await Api.signIn(url, LEAD)).get('/api/v1/views?page=customers')).roles[0].name;
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('customers.TITLE');
  const views = page.getByRole('button', { name: shell.say('views.VIEWS') });
  await views.click();
  await page.getByText(shell.say('views.NONE'), { exact: true }).waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('combobox', { name: shell.say('customers.LEVEL'), exact: true }).selectOption('a');
  await page.waitForURL(/level=a/);
  await views.click();
  await page.getByRole('menuitem', { name: shell.say('views.SAVE_THIS') }).click();
  const form = new Dialog(page, 'en', shell.say('views.SAVE_TITLE'));
  // A view without a name is told so, and nothing is lost.
  await form.root.getByRole('button', { name: shell.say('common.SAVE'), exact: true }).click();
  await form.root.locator('[aria-invalid=true]').waitFor();
  await form.field(shell.say('common.NAME')).fill(NAME);
  await form.choose(shell.say('views.SHARE'), role);
  await shots(page, 'view-save-en');
  await form.submit(shell.say('common.SAVE'));
  await views.getByText(NAME).waitFor();

  const theirs = await open();
  const lead = await enter(theirs, LEAD);
  await lead.go('customers.TITLE');
  await theirs.getByRole('button', { name: lead.say('views.VIEWS') }).click();
  await shots(theirs, 'views-zh');
  const shared = theirs.getByRole('menuitem', { name: NAME });
  await shared.press('Enter');
  await theirs.waitForURL(/level=a/);
  // Somebody else's is there to be used, and not to be changed.
  await theirs.getByRole('button', { name: NAME }).click();
  assert.equal(await theirs.getByRole('menuitem', { name: lead.say('views.MANAGE') }).count(), 0);

  await page.getByRole('combobox', { name: shell.say('customers.LEVEL'), exact: true }).selectOption('b');
  await page.waitForURL(/level=b/);
  await views.click();
  await page.getByRole('menuitem', { name: shell.say('views.MANAGE') }).click();
  const manage = new Dialog(page, 'en', shell.say('views.MANAGE'));
  await shots(page, 'views-manage-en');
  await manage.root.getByRole('button', { name: shell.say('views.TAKE_OVER') }).click();
  await shell.toast(shell.say('views.RENAMED_ONE')).waitFor();
  await manage.root.getByRole('button', { name: shell.say('common.DELETE') }).click();
  await shell.toast(shell.say('views.FORGOTTEN', NAME)).waitFor();
  await manage.root.getByText(shell.say('views.NONE')).waitFor();
});

test('on a telephone views open from the list of inquiries', async ({ open }) => {
  const page = await open({ viewport: PHONE });
  const phone = new Phone(page);
  await phone.enter(LEAD);
  await page.goto(`${new URL(page.url()).origin}/inquiries`);
  await page.getByRole('button', { name: phone.say('views.VIEWS') }).click();
  const items = page.getByRole('menu');
  await items.waitFor();
  const box = await items.boundingBox();
  const width = page.viewportSize().width;
  assert.ok(box.x >= 0 && box.x + box.width <= width, `${box.x} ${box.width} of ${width}`);
  await phone.fits();
  await shots(page, 'views-phone-zh');
});
