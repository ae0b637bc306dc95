// An order comes while the customer's consultant is on leave: a colleague of the group gets it, and says why; the customer stays
// theirs, and what comes when they are back is theirs again.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Order } from '../pages/orders.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
let shop;
let group;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const { secret } = await admin.post('/api/v1/api-keys', { name: 'shop', kind: 'business' });
  shop = new Api(url, secret);
  const line = (await admin.get('/api/v1/product-lines')).find((one) => one.code === 'study-travel');
  group = (await admin.get('/api/v1/groups')).items.find((one) => one.product_line?.id === line.id);
  // Nobody of the group is full or away, so that who is chosen is decided by the leave alone.
  for (const { agent } of (await admin.get(`/api/v1/groups/${group.id}/members`)).items) {
    const { items } = await admin.get('/api/v1/agents/states?limit=200');
    const { version } = items.find((state) => state.agent.id === agent.id);
    await admin.put(`/api/v1/agents/${agent.id}/state`, { skills: [], version });
    await admin.put(`/api/v1/agents/${agent.id}/presence`, { presence: 'online' });
  }
});

const PHONE = '13700004321';

/** Tells of an order of the customer's. */
async function order(number) {
  const { order_id: id } = await shop.put(`/api/v1/orders/external/${number}`, {
    revision: 1,
    customer: { phone: PHONE, name: '顾安' },
    placed_at: new Date().toISOString(),
    contents: {
      currency: 'CNY',
      items: [{ product_line: 'study-travel', name: '良渚三日研学营', quantity: 1, unit_amount: 128_000 }],
    },
  });
  return admin.get(`/api/v1/orders/${id}`);
}

test('an order while the consultant is on leave goes to a colleague, and the customer stays theirs', async ({ open }) => {
  const first = await order('LEAVE-1');
  const consultant = first.owner;
  assert.equal(first.group.id, group.id);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const leave = await admin.post('/api/v1/leaves', { employee_id: consultant.id, from: today, to: today, reason: '年假' });

  const second = await order('LEAVE-2');
  assert.equal(second.group.id, group.id);
  assert.notEqual(second.owner.id, consultant.id);
  assert.equal((await admin.get(`/api/v1/customers/${second.customer_id}`)).owner.id, consultant.id);
  const page = await open();
  await enter(page, ADMIN);
  await page.goto(`/orders/${second.id}`);
  const seen = new Order(page, 'zh');
  await seen.fact('orders.OWNER').getByText(second.owner.name).waitFor();
  const why = page.getByTestId('decisions');
  await why.getByText('休假中').first().waitFor();
  await shots(page, 'order-on-leave');

  await admin.post(`/api/v1/leaves/${leave.id}/cancel`, {});
  const third = await order('LEAVE-3');
  assert.equal(third.owner.id, consultant.id, 'back again, and still the owner');
});
