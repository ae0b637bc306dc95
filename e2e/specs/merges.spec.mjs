// Two customers who are the same person: suggested, compared, merged, found as one, and parted again.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Customer } from '../pages/customers.mjs';
import { SamePerson } from '../pages/merges.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let mini;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const { secret } = await admin.post('/api/v1/api-keys', { name: 'merges', kind: 'mini_program' });
  mini = new Api(url, secret);
});

/** A phone as the console writes it. */
const spoken = (phone) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;

/** Somebody who registered, approved into a district that somebody holds; elsewhere, one that somebody else holds. */
async function customer(name, phone, company, isElsewhere = false) {
  const { id } = await mini.post('/mp/v1/registrations', { name, phone, company });
  const { items } = await admin.get('/api/v1/districts?limit=200');
  const held = items.filter((one) => one.agent);
  const district = isElsewhere ? held.find((one) => one.agent.id !== held[0].agent.id) : held[0];
  await admin.post(`/api/v1/reviews/${id}/approve`, { district_id: district.id, level: isElsewhere ? 'a' : 'c' });
  return { id, name, phone };
}

for (const [lang, name, phones] of [
  ['zh', '欧阳明川', ['13911220001', '13911220002']],
  ['en', '司徒远帆', ['13911230001', '13911230002']],
]) {
  test(`a suggested duplicate is compared, merged, found as one, and parted again (${lang})`, async ({ open }) => {
    const [kept, gone] = [await customer(name, phones[0], '明川文具店'), await customer(name, phones[1], '明川文具店')];
    await admin.post('/api/v1/inquiries', { phone: gone.phone, name, entrance: 'course-message', text: '换了手机号，之前问过周末班。', form: { item: '英语写作（周末班）' } });
    const page = await open();
    const shell = await enter(page, ADMIN, lang);
    const shown = await Customer.at(page, kept, lang);
    const same = new SamePerson(page, lang);
    const line = same.suggested.filter({ hasText: gone.phone.slice(-4) });
    await line.getByText(shell.say('merges.REASON_COMPANY')).waitFor();
    await line.getByText(shell.say('merges.REASON_TYPO')).waitFor();
    await page.getByRole('button', { name: shell.say('merges.LOOK') }).click();
    await shots(page, `merge-suggested-${lang}`);

    const dialog = await same.compare(name);
    await dialog.root.getByTestId('sides').waitFor();
    await dialog.button(shell.say('merges.MERGE')).click();
    await dialog.root.getByRole('alert').first().waitFor();
    await shots(page, `merge-compare-${lang}`);
    await dialog.field(new RegExp(shell.say('merges.WHY'))).fill('同一家店，换了手机号');
    await dialog.submit(shell.say('merges.MERGE'));
    await shell.toast(shell.say('merges.MERGED', `${name} ${spoken(gone.phone)}`, name)).waitFor();
    await same.merges.filter({ hasText: '同一家店，换了手机号' }).waitFor();
    await shown.fact('merges.ALSO_KNOWN').getByText(gone.phone.slice(-4)).waitFor();
    await page.getByTestId('inquiries-of').getByText('换了手机号，之前问过周末班。').waitFor();
    await shown.show('merges.KIND_MERGED');
    await shown.timeline.getByText('同一家店，换了手机号').waitFor();
    await shots(page, `merged-${lang}`);

    // Whoever asks for the gone one is led to the kept one.
    await page.goto(`/customers/${gone.id}`);
    await page.waitForURL(`**/customers/${kept.id}`);
    const { items } = await admin.get(`/api/v1/customers?q=${gone.phone}`);
    assert.deepEqual(items.map((item) => item.id), [kept.id]);

    const undoing = await same.undo();
    await undoing.field(new RegExp(shell.say('merges.UNDO_WHY'))).fill('原来是父子二人');
    await shots(page, `merge-undo-${lang}`);
    await undoing.submit(shell.say('merges.UNDO'));
    await same.merges.filter({ hasText: '原来是父子二人' }).getByText(shell.say('merges.UNDONE')).waitFor();
    await same.suggested.filter({ hasText: gone.phone.slice(-4) }).waitFor();
    assert.equal((await admin.get(`/api/v1/customers/${gone.id}`)).id, gone.id);
    await logged(shell, 'customer.merge', name);
  });
}

test('the toast undoes, another customer is picked by phone, swapped, and the page of the other one opens', async ({ open }) => {
  const [one, other] = [await customer('端木知行', '13911240001', '知行书屋'), await customer('端木老师', '15811249876', '', true)];
  const page = await open();
  const shell = await enter(page, ADMIN);
  await Customer.at(page, one);
  const same = new SamePerson(page);
  const dialog = await same.pick(other.phone, other.name);
  await dialog.root.getByTestId('warnings').getByText(shell.say('merges.WARN_OWNERS')).waitFor();
  await shots(page, 'merge-warnings');
  await dialog.button(shell.say('merges.SWAP')).click();
  await dialog.root.getByTestId('sides').locator('tbody tr').first().getByRole('cell').first().getByText(other.name).waitFor();
  await dialog.field(new RegExp(shell.say('merges.WHY'))).fill('书屋老板本人');
  await dialog.submit(shell.say('merges.MERGE'));
  await page.waitForURL(`**/customers/${other.id}`);
  await page.getByRole('heading', { level: 1, name: other.name }).waitFor();
  await shell.toast(shell.say('merges.MERGED', `${one.name} ${spoken(one.phone)}`, other.name)).getByRole('link').click();
  const undoing = same.opened(shell.say('merges.UNDO'));
  await undoing.field(new RegExp(shell.say('merges.UNDO_WHY'))).fill('点错了');
  await undoing.submit(shell.say('merges.UNDO'));
  await shell.toast(shell.say('merges.UNDO_DONE', `${one.name} ${spoken(one.phone)}`)).waitFor();
  assert.equal((await admin.get(`/api/v1/customers/${one.id}`)).id, one.id);
});

test('who is said to be another person is suggested no more, and agents see suggestions without the buttons', async ({ open }) => {
  const [one, other] = [await customer('淳于静', '13911250001', '静心茶舍'), await customer('淳于静', '13911259001', '静心茶舍')];
  const page = await open();
  const shell = await enter(page, ADMIN);
  await Customer.at(page, one);
  const same = new SamePerson(page);
  await same.suggested.getByRole('button', { name: shell.say('merges.NOT_SAME_AS', other.name) }).click();
  await page.getByText(shell.say('merges.NONE')).waitFor();
  await shots(page, 'merge-apart');
  await same.apart.getByRole('group').or(same.apart).first().click();
  await same.apart.getByRole('button').click();
  await same.suggested.waitFor();

  const me = await (await Api.signIn(page.url().replace(/\/customers.*/, ''), AGENT)).get('/api/v1/me');
  for (const { id } of [one, other]) {
    const { owner } = await admin.get(`/api/v1/customers/${id}`);
    if (owner.id !== me.employee_id) {
      await admin.post(`/api/v1/customers/${id}/hand-over`, { owner_id: me.employee_id, from_id: owner.id });
    }
  }
  const agents = await open();
  await enter(agents, AGENT);
  await Customer.at(agents, one);
  const theirs = new SamePerson(agents);
  await theirs.suggested.waitFor();
  assert.equal(await theirs.root.getByRole('button').count(), 0);
});
