// The list of customers, and the page of one.
import { speaker } from '../harness/texts.mjs';

export class Customers {
  constructor(page, lang = 'zh') {
    this.page = page;
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
  async open(name) {
    await this.row(name).getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    return new Customer(this.page, this.say);
  }
}

export class Customer {
  constructor(page, say) {
    this.page = page;
    this.say = say;
  }

  get timeline() {
    return this.page.getByTestId('timeline');
  }

  get facts() {
    return this.page.getByRole('region', { name: this.say('customers.FACTS') });
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
