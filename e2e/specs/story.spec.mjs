// The story the product exists for: somebody registers, is reviewed, has an owner at once, and is not forgotten.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Api } from '../harness/api.mjs';
import { assertClean } from '../harness/browser.mjs';
import { ADMIN, AGENT, LEAD, REVIEWER } from '../harness/people.mjs';
import { shot, shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Board } from '../pages/board.mjs';
import { Customers } from '../pages/customers.mjs';
import { Reviews } from '../pages/reviews.mjs';
import { enter } from '../pages/shell.mjs';

const NAME = '欧阳端到端';
const NOTE = '电话沟通了到货时间，约好周五再联系。';

const world = suite();
let agent;
let district;
let customerId;

before(async () => {
  const admin = await Api.signIn(world.server.url, ADMIN);
  const key = await admin.post('/api/v1/api-keys', { name: 'story', kind: 'mini_program' });
  agent = await (await Api.signIn(world.server.url, AGENT)).get('/api/v1/me');
  const held = await admin.get(`/api/v1/districts?agent=${agent.employee_id}&limit=1`);
  [district] = held.items;
  const miniProgram = new Api(world.server.url, key.secret);
  const registered = await miniProgram.post('/mp/v1/registrations', {
    name: NAME,
    phone: '13912340001',
    company: '端到端百货',
    source: 'referral',
    address: `${district.province}${district.city}${district.county}${district.name}1号`,
  });
  assert.equal(registered.status, 'pending');
  customerId = registered.id;
});

test('a reviewer approves, and the district decides who becomes the owner', async () => {
  const page = await world.open();
  const shell = await enter(page, REVIEWER);
  await shell.go('customers.REVIEWS');
  const reviews = new Reviews(page);
  assert.ok((await reviews.suggestions(NAME).first().innerText()).includes(district.name));
  await shots(page, 'reviews');
  await reviews.approve(NAME);
  await shell.toast(agent.name).waitFor();
  assertClean(page);
});

test('the agent finds the customer and writes a follow-up', async () => {
  const page = await world.open();
  const shell = await enter(page, AGENT);
  await shell.go('customers.TITLE');
  const customers = new Customers(page);
  await customers.search(NAME);
  const customer = await customers.open(NAME);
  await customer.facts.getByText(agent.name).waitFor();
  await customer.followUp('电话', NOTE);
  await shots(page, 'customer');
  assertClean(page);
});

test("the lead's board has the agent's work, and the customer has the follow-up", async () => {
  const page = await world.open();
  const shell = await enter(page, LEAD);
  await shell.go('followups.TITLE');
  await new Board(page).agent(agent.name).first().waitFor();
  await shots(page, 'board');
  await shot(page, 'console');
  await shell.go('customers.TITLE');
  const customers = new Customers(page);
  await customers.search(NAME);
  const customer = await customers.open(NAME);
  await customer.timeline.getByText(NOTE).waitFor();
  assertClean(page);
});

test('a colleague does not find the customer, neither by search nor by address', async () => {
  const admin = await Api.signIn(world.server.url, ADMIN);
  const viewers = await admin.get(`/api/v1/customers/${customerId}/viewers`);
  assert.ok(viewers.length > 0);
  const page = await world.open();
  const shell = await enter(page, REVIEWER);
  // What a reviewer may see ends with the review.
  await page.goto(`/customers/${customerId}`);
  await shell.ready();
  await page.getByText(NOTE).waitFor({ state: 'detached' });
  assertClean(page);
});
