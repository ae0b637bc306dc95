// All pairs who may be the same person, on one page: found by themselves, narrowed, merged, said to be apart.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Customer } from '../pages/customers.mjs';
import { Pairs, SamePerson } from '../pages/merges.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let mini;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const { secret } = await admin.post('/api/v1/api-keys', { name: 'duplicates', kind: 'mini_program' });
  mini = new Api(url, secret);
});

const register = async (name, phone, company) => ({ name, phone, ...(await mini.post('/mp/v1/registrations', { name, phone, company })) });

/** Asks until so many pairs of people of this name are listed: the server compares in the background. */
async function listed(name, count) {
  for (;;) {
    const { items } = await admin.get('/api/v1/duplicates?limit=200');
    if (items.filter((pair) => pair.one.name === name).length === count) return;
  }
}

for (const [lang, name, phones] of [
  ['zh', '上官云帆', ['13911310001', '13911310002', '15811319999']],
  ['en', '夏侯听雨', ['13911320001', '13911320002', '15811329999']],
]) {
  test(`pairs are listed, narrowed, merged and said to be apart (${lang})`, async ({ open }) => {
    const one = await register(name, phones[0], '云帆茶行');
    await register(name, phones[1], '');
    await register(name, phones[2], '云帆茶行');
    await listed(name, 2);
    const page = await open();
    const shell = await enter(page, ADMIN, lang);
    await page.goto('/customers');
    await page.getByRole('link', { name: shell.say('merges.PAIRS') }).click();
    await page.waitForURL('**/customers/duplicates');
    const pairs = new Pairs(page, lang);
    await pairs.of(name, phones[1].slice(-4)).getByText(shell.say('merges.REASON_TYPO')).waitFor();
    await pairs.of(name, phones[2].slice(-4)).getByText(shell.say('merges.REASON_COMPANY')).waitFor();
    assert.equal(await pairs.of(name).count(), 2);
    await shots(page, `duplicates-${lang}`);

    await pairs.because('merges.REASON_TYPO');
    await page.waitForURL('**?reason=phone_typo');
    await pairs.of(name, phones[2].slice(-4)).waitFor({ state: 'detached' });
    await pairs.of(name, phones[1].slice(-4)).getByRole('button', { name: shell.say('merges.NOT_SAME_BOTH', name, name) }).click();
    await shell.toast(shell.say('merges.SAID_APART', name)).waitFor();
    await pairs.of(name).waitFor({ state: 'detached' });
    await pairs.because('merges.ANY_REASON');

    await pairs.of(name).getByRole('button', { name: shell.say('merges.COMPARE_BOTH', name, name) }).click();
    const dialog = pairs.opened(shell.say('merges.MERGE'));
    await dialog.root.getByTestId('sides').waitFor();
    await dialog.field(new RegExp(shell.say('merges.WHY'))).fill('同一家茶行，换了手机号');
    await dialog.submit(shell.say('merges.MERGE'));
    await pairs.of(name).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: shell.say('merges.UNDO'), exact: true }).click();
    await page.waitForURL(`**/customers/${one.id}*`);
    await listed(name, 0);
  });
}

test('a customer’s page leads to all pairs, nothing found is said so, and agents see theirs without the buttons', async ({ open }) => {
  const [one, other] = [await register('令狐知秋', '13911330001', '知秋书院'), await register('令狐知秋', '13911339901', '知秋书院')];
  const { items } = await admin.get('/api/v1/districts?limit=200');
  const district = items.find((each) => each.agent);
  for (const { id } of [one, other]) {
    await admin.post(`/api/v1/reviews/${id}/approve`, { district_id: district.id });
  }
  await listed('令狐知秋', 1);
  const page = await open();
  const shell = await enter(page, ADMIN);
  await Customer.at(page, one);
  await new SamePerson(page).root.getByRole('link', { name: shell.say('merges.ALL_PAIRS') }).click();
  const pairs = new Pairs(page);
  await pairs.of('令狐知秋').waitFor();
  assert.equal((await admin.get('/api/v1/duplicates?reason=sounds_alike')).items.length, 0);
  await pairs.because('merges.REASON_SOUND');
  await page.getByText(shell.say('merges.PAIRS_EMPTY_FILTERED')).waitFor();
  await shots(page, 'duplicates-empty');

  const me = await (await Api.signIn(new URL(page.url()).origin, AGENT)).get('/api/v1/me');
  for (const { id } of [one, other]) {
    const { owner } = await admin.get(`/api/v1/customers/${id}`);
    if (owner.id !== me.employee_id) {
      await admin.post(`/api/v1/customers/${id}/hand-over`, { owner_id: me.employee_id, from_id: owner.id });
    }
  }
  const agents = await open();
  await enter(agents, AGENT);
  const theirs = await Pairs.at(agents);
  await theirs.of('令狐知秋').waitFor();
  assert.equal(await theirs.of('令狐知秋').getByRole('button').count(), 0);
  await shots(agents, 'duplicates-agent');
});
