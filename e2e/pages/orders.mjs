// The list of orders and the page of one.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Orders {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get table() {
    return this.page.getByTestId('orders');
  }

  row(text) {
    return this.table.getByRole('row').filter({ hasText: text });
  }

  /** Shows only what this may mean. */
  async search(text) {
    await this.page.getByRole('searchbox').fill(text);
  }

  /** Opens the page of the order with this number. */
  async open(number) {
    await this.row(number).getByRole('link').first().click();
    const order = new Order(this.page, this.lang);
    await order.fact('orders.EXTERNAL_ID').getByText(number).waitFor();
    return order;
  }
}

export class Order {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  /** Goes to one by its address. */
  static async at(page, id, lang) {
    await page.goto(`/orders/${id}`);
    await page.getByTestId('order-items').waitFor();
    return new Order(page, lang);
  }

  get customer() {
    return this.page.getByTestId('order-customer');
  }

  get items() {
    return this.page.getByTestId('order-items').locator('tbody tr');
  }

  get followUps() {
    return this.page.getByTestId('order-follow-ups').getByRole('listitem');
  }

  /** One of the order's facts, by the key of its name. */
  fact(key) {
    const facts = this.page.getByRole('region', { name: this.say('orders.FACTS'), exact: true });
    const term = facts.getByRole('term').filter({ hasText: this.say(key) });
    return term.locator('xpath=following-sibling::dd[1]');
  }

  /** Writes what was said. */
  async followUp(text) {
    await this.page.getByRole('textbox', { name: this.say('followups.CONTENT') }).fill(text);
    await this.page.getByRole('button', { name: this.say('followups.SUBMIT'), exact: true }).click();
    await this.followUps.filter({ hasText: text }).waitFor();
  }

  button(key) {
    return this.page.getByRole('button', { name: this.say(key), exact: true });
  }

  /** Opens one of the dialogs of the page. */
  async begin(key) {
    await this.button(key).click();
    const dialog = new Dialog(this.page, this.lang);
    await dialog.root.waitFor();
    return dialog;
  }
}
