// The list of customers, and the page of one.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Customers {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get table() {
    return this.page.getByTestId('customers');
  }

  row(name) {
    return this.table.getByRole('row').filter({ hasText: name });
  }

  /** Narrows the list as one types. */
  async search(text) {
    await this.page.getByRole('searchbox', { name: this.say('common.SEARCH') }).fill(text);
  }

  /** Opens somebody's page. */
  open(name) {
    return this.openRow(this.row(name), name);
  }

  /** The same from a row of another list. */
  async openRow(row, name) {
    await row.getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    return new Customer(this.page, this.lang);
  }
}

export class Customer {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  /** Goes to somebody's page by its address. */
  static async at(page, { id, name }, lang) {
    await page.goto(`/customers/${id}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    return new Customer(page, lang);
  }

  get timeline() {
    return this.page.getByTestId('timeline');
  }

  /** Narrows the timeline to one kind of entries. */
  async show(kind) {
    const select = this.page.getByRole('combobox', { name: this.say('customers.TIMELINE') });
    await select.selectOption({ label: this.say(kind) });
  }

  get facts() {
    return this.page.getByRole('region', { name: this.say('customers.FACTS') });
  }

  /** One of the facts, by the key of its name. */
  fact(key) {
    const term = this.facts.getByRole('term').filter({ hasText: this.say(key) });
    return term.locator('xpath=following-sibling::dd[1]');
  }

  /** Who owned the customer, newest first: a line each, with the reason. */
  get ownership() {
    return this.page.getByRole('region', { name: this.say('customers.OWNERSHIP') }).getByRole('listitem');
  }

  /** The lines of the ownership history, once there is more than one. */
  async periods() {
    await this.ownership.nth(1).waitFor();
    return this.ownership.allInnerTexts();
  }

  /** Opens one of the dialogs of the page. */
  async begin(key) {
    await this.page.getByRole('button', { name: this.say(key), exact: true }).click();
    return new Dialog(this.page, this.lang);
  }

  /** The dialog of this title, once it stands. */
  async opened(title) {
    const dialog = new Dialog(this.page, this.lang, title);
    await dialog.root.waitFor();
    return dialog;
  }

  /** Writes a follow-up, and waits until the timeline has it. */
  async followUp(way, content) {
    await this.page.getByRole('radio', { name: way }).click();
    await this.page.getByRole('textbox', { name: this.say('followups.CONTENT') }).fill(content);
    await this.page.getByRole('button', { name: this.say('followups.SUBMIT') }).click();
    await this.timeline.getByText(content).waitFor();
  }

  /** The people who can see this customer, with their reasons. */
  async viewers() {
    await this.page.getByRole('button', { name: this.say('customers.VIEWERS_SHOW') }).click();
    const list = this.page.getByTestId('viewers');
    await list.waitFor();
    return list.getByRole('listitem').allInnerTexts();
  }
}
