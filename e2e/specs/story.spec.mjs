// The story the product exists for, in both languages: somebody registers, is reviewed, has an owner at once, is
// followed up, and is not forgotten.
import assert from 'node:assert/strict';
import { dayOf, daysAfter, spoken } from '../harness/days.mjs';
import { Api } from '../harness/api.mjs';
import { ADMIN, AGENT, LEAD, REVIEWER } from '../harness/people.mjs';
import { shot, shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { Board } from '../pages/board.mjs';
import { Customers } from '../pages/customers.mjs';
import { Reviews } from '../pages/reviews.mjs';
import { enter } from '../pages/shell.mjs';

/** Who registers, and what is said to them, in each language. */
const STORIES = {
  zh: {
    name: '欧阳端到端',
    phone: '13912340001',
    company: '端到端百货',
    way: '电话',
    note: '电话沟通了到货时间，约好周五再联系。',
    reminder: '逾期后回访，客户同意下周到店。',
  },
  en: {
    name: 'Eleanor Endtoend',
    phone: '13912340002',
    company: 'End to End Stores',
    way: 'Phone',
    note: 'Talked about the delivery, will call again on Friday.',
    reminder: 'Called after all, they will visit the shop next week.',
  },
};

let admin;
let agent;
let thresholds;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  const key = await admin.post('/api/v1/api-keys', { name: 'story', kind: 'mini_program' });
  agent = await (await Api.signIn(url, AGENT)).get('/api/v1/me');
  thresholds = (await admin.get('/api/v1/settings')).follow_up;
  const held = await admin.get(`/api/v1/districts?agent=${agent.employee_id}&limit=2`);
  for (const [at, story] of Object.values(STORIES).entries()) {
    story.district = held.items[at];
    const { province, city, county, name } = story.district;
    const registered = await new Api(url, key.secret).post('/mp/v1/registrations', {
      name: story.name,
      phone: story.phone,
      company: story.company,
      source: 'referral',
      address: `${province}${city}${county}${name}1号`,
    });
    assert.equal(registered.status, 'pending');
  }
});

for (const [lang, story] of Object.entries(STORIES)) {
  // Pictures are taken once.
  const picture = lang === 'zh' ? shots : async () => {};

  test(`a reviewer approves, and the district decides who becomes the owner, in ${lang}`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, REVIEWER, lang);
    await shell.go('customers.REVIEWS');
    const reviews = new Reviews(page, lang);
    assert.ok((await reviews.suggestions(story.name).first().innerText()).includes(story.district.name));
    await picture(page, 'reviews');
    await reviews.approve(story.name);
    await shell.toast(shell.say('customers.APPROVED_OWNED', story.name, agent.name)).waitFor();
  });

  test(`the agent finds the customer, writes a follow-up and sees when the next one is due, in ${lang}`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, AGENT, lang);
    await shell.go('customers.TITLE');
    const customers = new Customers(page, lang);
    await customers.search(story.name);
    const customer = await customers.open(story.name);
    await customer.fact('customers.OWNER').getByText(agent.name).waitFor();
    await customer.fact('customers.LAST_FOLLOW_UP').getByText(shell.say('customers.NEVER')).waitFor();
    await customer.followUp(story.way, story.note);
    const { items } = await admin.get(`/api/v1/customers?q=${encodeURIComponent(story.name)}`);
    const followed = dayOf(items[0].last_follow_up_at);
    await customer.fact('customers.LAST_FOLLOW_UP').getByText(followed).waitFor();
    const due = spoken(daysAfter(followed, thresholds[items[0].level]), lang);
    await customer.fact('customers.DUE').getByText(due, { exact: true }).waitFor();
    await picture(page, 'customer');
  });

  test(`who is overdue stands on the agent's board until they are followed up, in ${lang}`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, AGENT, lang);
    await shell.go('followups.TITLE');
    const board = new Board(page, lang);
    const row = board.due.locator('tbody').getByRole('row').first();
    const name = await row.getByRole('link').innerText();
    const address = await row.getByRole('link').getAttribute('href');
    const overdue = await board.overdue();
    const customer = await new Customers(page, lang).openRow(row, name);
    const late = await customer.fact('customers.DUE').innerText();
    await customer.followUp(story.way, story.reminder);
    await customer.fact('customers.DUE').getByText(late, { exact: true }).waitFor({ state: 'detached' });
    await shell.go('followups.TITLE');
    await board.due.locator('tbody').getByRole('row').first().waitFor();
    assert.equal(await board.due.locator(`a[href="${address}"]`).count(), 0);
    assert.equal(await board.overdue(), overdue - 1);
  });

  test(`the lead's board has the agent's work, and the customer has the follow-up, in ${lang}`, async ({ open }) => {
    const page = await open();
    const shell = await enter(page, LEAD, lang);
    await shell.go('followups.TITLE');
    const counts = await admin.get('/api/v1/follow-ups/due/counts');
    const figures = counts.by_owner.find((one) => one.owner.id === agent.employee_id);
    const line = new Board(page, lang).agent(agent.name).first();
    await line.getByTitle(shell.say('followups.OVERDUE')).getByText(String(figures.overdue), { exact: true }).waitFor();
    await picture(page, 'board');
    if (lang === 'zh') await shot(page, 'console');
    await shell.go('customers.TITLE');
    const customers = new Customers(page, lang);
    await customers.search(story.name);
    const customer = await customers.open(story.name);
    await customer.timeline.getByText(story.note).waitFor();
  });

  test(`an agent finds the customer of a colleague neither by search nor by address, in ${lang}`, async ({ open }) => {
    const owned = await admin.get('/api/v1/customers?status=owned&limit=200');
    const theirs = owned.items.find((one) => one.owner.id !== agent.employee_id);
    const page = await open();
    const shell = await enter(page, AGENT, lang);
    await shell.go('customers.TITLE');
    await new Customers(page, lang).search(theirs.phone);
    await page.getByText(shell.say('customers.EMPTY_FILTERED'), { exact: true }).waitFor();
    await page.goto(`/customers/${theirs.id}`);
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByText(theirs.phone.slice(-4)).count(), 0);
    await picture(page, 'not-found');
  });
}
