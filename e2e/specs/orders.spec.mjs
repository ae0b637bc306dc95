// Orders: a business system tells of them, somebody gets them, and both sides are seen in one view.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Customer } from '../pages/customers.mjs';
import { Queue } from '../pages/inquiries.mjs';
import { Order, Orders } from '../pages/orders.mjs';
import { enter } from '../pages/shell.mjs';

let admin;
/** The business system, with its key. */
let shop;
/** Who takes care of what the policy of these tests gives away. */
let agent;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const { secret } = await admin.post('/api/v1/api-keys', { name: 'shop', kind: 'business' });
  shop = new Api(url, secret);
  const me = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  const { items: agents } = await admin.get('/api/v1/agents/states?limit=200');
  agent = agents.find((state) => state.agent.id === me.employee_id).agent;
  const { version, open_work: open } = agents.find((state) => state.agent.id === agent.id);
  await admin.put(`/api/v1/agents/${agent.id}/state`, { capacity: open + 2, version });
  const when = { all: [{ test: { fact: 'kind', is: ['order'] } }, { test: { fact: 'channel', is: ['e2e'] } }] };
  const routes = [{ to: 'person', employee_id: agent.id, even_if_absent: true }];
  const document = { rules: [{ key: 'shop', name: '商城订单', enabled: true, when, routes }], otherwise: [{ to: 'queue' }] };
  const draft = await admin.post('/api/v1/policies', { name: '商城订单', document });
  await admin.post(`/api/v1/policies/${draft.id}/publish`, { note: 'e2e', version: draft.version });
});

/** Tells of an order. */
const tell = (number, push) => shop.put(`/api/v1/orders/external/${number}`, push);

const contents = {
  currency: 'CNY',
  items: [
    { product_line: 'study-travel', name: '良渚三日研学营', quantity: 2, unit_amount: 128_000 },
    { name: '行前手册', quantity: 2, unit_amount: 3_050 },
  ],
};

/** An order that the policy gives to the agent. */
function whole(phone, name) {
  return { revision: 1, customer: { phone, name }, contents, placed_at: new Date().toISOString(), channel: 'e2e' };
}

for (const [lang, number, phone, name] of [
  ['zh', 'E2E-1001', '13911110001', '沈知夏'],
  ['en', 'E2E-1002', '13911110002', '顾言'],
]) {
  test(`an order pushed by key is assigned, followed up, and the follow-up is the customer's too (${lang})`, async ({ open }) => {
    // The payment is told before the order itself.
    const paid = await tell(number, { revision: 2, state: 'paid', paid_at: new Date().toISOString() });
    assert.equal(paid.outcome, 'kept');
    const { outcome, order_id: id } = await tell(number, whole(phone, name));
    assert.equal(outcome, 'placed');
    const page = await open();
    const shell = await enter(page, AGENT, lang);
    await shell.go('orders.TITLE');
    const list = new Orders(page, lang);
    await list.search(number);
    await list.row(number).getByText('¥2,621').waitFor();
    await shots(page, `orders-${lang}`);
    const order = await list.open(number);
    await order.customer.getByRole('link', { name }).waitFor();
    await order.fact('orders.OWNER').getByText(agent.name).waitFor();
    await order.fact('orders.DEAL').getByText(agent.name).waitFor();
    assert.equal(await order.items.count(), 2);
    await page.getByTestId('seen-as').getByText((await admin.get(`/api/v1/orders/${id}`)).avatar.name, { exact: true }).waitFor();
    await page.getByTestId('decisions').getByText('商城订单').first().waitFor();
    await order.followUp('已电话确认人数与出发时间');
    await order.followUps.filter({ hasText: '已电话确认人数与出发时间' }).getByText(shell.say('orders.OF_THIS_ORDER')).waitFor();
    await shots(page, `order-${lang}`);

    await order.customer.getByRole('link', { name }).click();
    const customer = new Customer(page, lang);
    await customer.timeline.getByText('已电话确认人数与出发时间').waitFor();
    await page.getByTestId('orders-of').getByRole('link', { name: '良渚三日研学营' }).waitFor();
    await shots(page, `order-customer-${lang}`);
    await customer.timeline.getByRole('link', { name: new RegExp(number) }).first().click();
    await order.fact('orders.EXTERNAL_ID').getByText(number).waitFor();

    // What the business system says is over is nobody's work any more.
    await tell(number, { revision: 3, state: 'completed' });
    await page.reload();
    await order.fact('orders.STATE').getByText(lang === 'zh' ? '已完成' : 'Completed').waitFor();
    assert.equal((await admin.get(`/api/v1/orders/${id}`)).status, 'done');
  });
}

test('an order is handed over, declined into the queue, and what is incomplete is seen', async ({ open }) => {
  const { order_id: id } = await tell('E2E-2001', whole('13911110003', '许青禾'));
  await tell('E2E-2002', { revision: 1, customer: { phone: '13911110004', name: '陆星遥' } });
  const page = await open();
  const shell = await enter(page, ADMIN);
  const order = await Order.at(page, id);
  const dialog = await order.begin('orders.DECLINE');
  await shots(page, 'order-decline');
  await dialog.submit(shell.say('orders.DECLINE'));
  await shell.toast(shell.say('orders.DECLINED_WAITS')).waitFor();
  await shell.go('queue.TITLE');
  await new Queue(page).rows.filter({ hasText: '许青禾' }).first().getByRole('link').first().waitFor();

  await page.goto('/orders/incomplete');
  const missing = page.getByTestId('incomplete-orders').getByRole('row').filter({ hasText: 'E2E-2002' });
  await missing.getByText('陆星遥').waitFor();
  await missing.getByText(shell.say('orders.MISSING_CONTENTS')).waitFor();
  await shots(page, 'orders-incomplete');

  await page.goto('/orders/deals');
  await page.getByTestId('deals').getByText(agent.name).waitFor();
  await shots(page, 'orders-deals');
  await page.getByRole('button', { name: shell.say('orders.BY_LINE') }).click();
  await page.getByTestId('deals').getByText('研学旅行').waitFor();
});
