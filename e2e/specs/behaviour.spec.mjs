// What customers do: told by a business system, one line a day on the timeline, unfolded into what was told.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Customer } from '../pages/customers.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let mini;
/** The business system, with its key. */
let shop;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const key = async (kind) => new Api(url, (await admin.post('/api/v1/api-keys', { name: kind, kind })).secret);
  [mini, shop] = [await key('mini_program'), await key('business')];
});

/** Tells of events of one source; none may be refused. */
async function tell(source, events) {
  const { accepted, refused } = await shop.post('/api/v1/behaviour/events', { source, events });
  assert.deepEqual(refused, []);
  return accepted;
}

/** Yesterday at this time in Shanghai. */
function yesterday(time) {
  const day = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
  return `${day}T${time}:00+08:00`;
}

for (const [lang, phone, name] of [
  ['zh', '13911330001', '白予安'],
  ['en', '13911330002', '秦若川'],
]) {
  test(`a day of what a customer did is one line, unfolds, and stands alone in the filter (${lang})`, async ({ open }) => {
    const { id } = await mini.post('/mp/v1/registrations', { name, phone });
    const event = (n, kind, time, more = {}) => ({ external_id: `${lang}-${n}`, customer: { phone }, kind, at: yesterday(time), ...more });
    const looked = Array.from({ length: 23 }, (_, n) => event(`b${n}`, 'browse', `10:${10 + n}`, { subject: `良渚研学营 ${n}` }));
    await tell('e2e', [
      event('l', 'login', '10:02'),
      ...looked,
      event('s', 'share', '18:40', { subject: '北京夏令营', url: 'https://shop.example.com/camps/12' }),
      event('own', 'watched_video', '12:00', { subject: '营地一日', url: '/pages/video?id=7' }),
    ]);
    // Twice counts once.
    assert.equal(await tell('e2e', looked), 0);

    const page = await open();
    const shell = await enter(page, ADMIN, lang);
    const shown = await Customer.at(page, { id, name }, lang);
    await shown.fact('behaviour.LAST_ACTIVE').getByText('18:40').waitFor();
    await shown.show('behaviour.KIND');
    const day = shown.timeline.getByRole('listitem').filter({ hasText: '10:02–18:40' });
    await day.getByText(shell.say('behaviour.LAST', '北京夏令营')).waitFor();
    await day.getByText(lang === 'zh' ? '浏览 23 次' : 'Looked at pages 23 times').waitFor();
    await day.getByText('watched_video').waitFor();
    await shots(page, `behaviour-folded-${lang}`);

    // By keyboard.
    const unfold = day.getByText(shell.say('behaviour.EACH', '26'));
    await unfold.focus();
    await page.keyboard.press('Enter');
    const acts = day.getByTestId('behaviour').getByRole('listitem');
    await acts.first().getByRole('link', { name: '北京夏令营' }).waitFor();
    assert.equal(await acts.count(), 20);
    await day.getByRole('button', { name: shell.say('common.LOAD_MORE') }).click();
    await acts.nth(25).waitFor();
    assert.match(await acts.nth(25).innerText(), /10:02/);
    assert.equal(await acts.getByRole('link').count(), 1);
    await day.scrollIntoViewIfNeeded();
    await shots(page, `behaviour-unfolded-${lang}`);
    await logged(shell, 'behaviour.push', 'e2e');
  });
}

test('the demo has customers who do something', async ({ open }) => {
  const { items } = await admin.get('/api/v1/customers?status=owned&limit=100');
  const active = [];
  // Not the newest, who only just came.
  const known = items.slice(60);
  for (const { id } of known) {
    const detail = await admin.get(`/api/v1/customers/${id}`);
    if (detail.last_active_at) active.push(detail);
  }
  assert.ok(active.length > known.length / 2, `${active.length} of ${known.length}`);
  const page = await open();
  await enter(page, ADMIN);
  const shown = await Customer.at(page, active[0]);
  await shown.timeline.getByTestId('behaviour').first().waitFor();
  await shots(page, 'behaviour-demo');
});
