// A key lets a mini-program's backend in; its secret is shown once, and revoking ends it.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Keys } from '../pages/keys.mjs';
import { enter } from '../pages/shell.mjs';

const NAME = 'Mini-program, browser test';

const { test } = suite();

test('the secret of a new key is shown once, works, and works no longer when the key is revoked', async ({ open, url }) => {
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('keys.TITLE');
  const keys = new Keys(page, 'en');
  const { shown, secret } = await keys.create(NAME);
  await shots(page, 'key-secret-en');
  const program = new Api(url, secret);
  const register = (phone) => program.post('/mp/v1/registrations', { name: 'Key Tester', phone });
  assert.equal((await register('13912340011')).status, 'pending');
  // Nothing but its button closes it: the secret would be lost.
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
  assert.equal(await shown.field(shell.say('keys.SECRET')).inputValue(), secret);
  await shown.submit(shell.say('keys.SAVED_IT'));
  await page.locator('button:focus').filter({ hasText: shell.say('keys.ADD') }).waitFor();

  await keys.row(NAME).getByText(shell.say('keys.IN_USE')).waitFor();
  assert.ok((await keys.row(NAME).innerText()).includes(secret.slice(0, 4)));
  await page.reload();
  await keys.row(NAME).waitFor();
  assert.equal((await page.content()).includes(secret), false);

  const asked = await keys.revoke(NAME);
  await asked.root.getByText(shell.say('keys.REVOKE_BODY')).waitFor();
  await shots(page, 'key-revoke-en');
  await asked.submit(shell.say('keys.REVOKE'));
  await keys.row(NAME).getByText(shell.say('keys.REVOKED')).waitFor();
  assert.equal(await keys.row(NAME).getByRole('button').count(), 0);
  await assert.rejects(register('13912340012'), /: 401 /);
  await logged(shell, 'key.revoke', NAME);
});

test('a key that was not made leaves nothing behind', async ({ open, url }) => {
  const admin = await Api.signIn(url, ADMIN);
  const before = await admin.get('/api/v1/api-keys');
  const page = await open();
  const shell = await enter(page, ADMIN);
  await shell.go('keys.TITLE');
  const opener = page.getByRole('button', { name: shell.say('keys.ADD') });
  await opener.press('Enter');
  await page.locator('dialog input:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('必填').waitFor();
  // What was filled in is not lost by a slip.
  await page.keyboard.type(NAME);
  await page.mouse.click(5, 5);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: shell.say('common.STAY') }).press('Enter');
  assert.equal(await page.locator('dialog input:focus').inputValue(), NAME);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: shell.say('common.DISCARD') }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('button:focus').filter({ hasText: shell.say('keys.ADD') }).waitFor();
  assert.deepEqual(await admin.get('/api/v1/api-keys'), before);
});
