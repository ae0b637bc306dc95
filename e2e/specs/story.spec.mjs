// The story the product exists for: somebody registers, is reviewed, has an owner at once, and is not forgotten.
import assert from 'node:assert/strict';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT, LEAD, REVIEWER } from '../harness/people.mjs';
import { shot, shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Board } from '../pages/board.mjs';
import { Customers } from '../pages/customers.mjs';
import { Reviews } from '../pages/reviews.mjs';
import { enter } from '../pages/shell.mjs';

const NAME = '欧阳端到端';
const NOTE = '电话沟通了到货时间，约好周五再联系。';

let agent;
let district;

const { test } = suite(async (url) => {
  const admin = await Api.signIn(url, ADMIN);
  const key = await admin.post('/api/v1/api-keys', { name: 'story', kind: 'mini_program' });
  agent = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  const held = await admin.get(`/api/v1/districts?agent=${agent.employee_id}&limit=1`);
  [district] = held.items;
  const registered = await new Api(url, key.secret).post('/mp/v1/registrations', {
    name: NAME,
    phone: '13912340001',
    company: '端到端百货',
    source: 'referral',
    address: `${district.province}${district.city}${district.county}${district.name}1号`,
  });
  assert.equal(registered.status, 'pending');
});

test('a reviewer approves, and the district decides who becomes the owner', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, REVIEWER);
  await shell.go('customers.REVIEWS');
  const reviews = new Reviews(page);
  assert.ok((await reviews.suggestions(NAME).first().innerText()).includes(district.name));
  await shots(page, 'reviews');
  await reviews.approve(NAME);
  await shell.toast(agent.name).waitFor();
});

test('the agent finds the customer and writes a follow-up', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, AGENT);
  await shell.go('customers.TITLE');
  const customers = new Customers(page);
  await customers.search(NAME);
  const customer = await customers.open(NAME);
  await customer.facts.getByText(agent.name).waitFor();
  await customer.followUp('电话', NOTE);
  await shots(page, 'customer');
});

test("the lead's board has the agent's work, and the customer has the follow-up", async ({ open }) => {
  const page = await open();
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
});

test('an agent finds the customer of a colleague neither by search nor by address', async ({ open, url }) => {
  const admin = await Api.signIn(url, ADMIN);
  const owned = await admin.get('/api/v1/customers?status=owned&limit=200');
  const theirs = owned.items.find((one) => one.owner.id !== agent.employee_id);
  const page = await open();
  const shell = await enter(page, AGENT);
  await shell.go('customers.TITLE');
  await new Customers(page).search(theirs.phone);
  await page.getByText(shell.say('customers.EMPTY_FILTERED'), { exact: true }).waitFor();
  await page.goto(`/customers/${theirs.id}`);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByText(theirs.phone.slice(-4)).count(), 0);
  await shots(page, 'not-found');
});
