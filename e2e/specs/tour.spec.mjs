// Every page of the console, in both languages, two sizes and two themes: nothing may complain anywhere.
import assert from 'node:assert/strict';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Door } from '../pages/door.mjs';
import { enter, Shell } from '../pages/shell.mjs';

/** The places of the navigation, by the keys of their names. */
const PLACES = [
  'customers.TITLE',
  'followups.TITLE',
  'inquiries.TITLE',
  'queue.TITLE',
  'customers.REVIEWS',
  'exports.TITLE',
  'territory.TITLE',
  'entrances.TITLE',
  'avatars.TITLE',
  'policies.TITLE',
  'groups.TITLE',
  'workforce.TITLE',
  'redistribution.TITLE',
  'fairness.TITLE',
  'organisation.TITLE',
  'organisation.EMPLOYEES',
  'permissions.TITLE',
  'audit.TITLE',
  'keys.TITLE',
  'settings.TITLE',
];

const { test } = suite();

for (const lang of ['zh', 'en']) {
  test(`an administrator sees every page in ${lang}`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, ADMIN, lang);
    for (const place of PLACES) {
      await shell.go(place);
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      await shots(page, `${place.replace('.', '-').toLowerCase()}-${lang}`);
    }
    });
}

test('the door refuses a wrong password in the language of the reader', async ({ open }) => {
  const page = await open();
  const door = new Door(page);
  await door.open();
  await shots(page, 'door');
  await door.signIn('admin', 'a wrong password');
  await page.getByRole('alert').first().waitFor();
});

test('the language is changed from the account menu, and kept', async ({ open }) => {
  const page = await open();
  const chinese = await enter(page, AGENT);
  await chinese.choose('English');
  const english = new Shell(page, 'en');
  await english.link('customers.TITLE').waitFor();
  await page.reload();
  await english.link('customers.TITLE').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
});

test('an agent sees no page that is not theirs', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, AGENT);
  await shell.link('customers.TITLE').waitFor();
  assert.equal(await shell.link('audit.TITLE').count(), 0);
  assert.equal(await shell.link('settings.TITLE').count(), 0);
  await page.goto('/audit');
  await page.getByText(shell.say('common.DENIED_TITLE')).waitFor();
});

test('whoever signs out is out, also after going back', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, AGENT);
  await shell.choose(shell.say('common.SIGN_OUT'));
  const door = new Door(page);
  await door.button.waitFor();
  await page.goBack();
  await page.goto('/customers');
  await door.button.waitFor();
});
