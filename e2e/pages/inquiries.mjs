// The list of inquiries, the page of one, and the queue.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Inquiries {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get table() {
    return this.page.getByTestId('inquiries');
  }

  row(text) {
    return this.table.getByRole('row').filter({ hasText: text });
  }

  /** Shows only those that are so far. */
  async narrow(status) {
    const select = this.page.getByRole('combobox', { name: this.say('common.STATUS') });
    await select.selectOption({ label: this.say(status) });
  }

  /** Opens the page of one by the customer's words. */
  async open(text) {
    await this.table.getByRole('link', { name: text, exact: true }).click();
    await this.page.getByTestId('words').filter({ hasText: text }).waitFor();
    return new Inquiry(this.page, this.lang);
  }

  /** Begins to enter one by hand. */
  async enter() {
    await this.page.getByRole('button', { name: this.say('inquiries.ENTER'), exact: true }).click();
    const dialog = new Dialog(this.page, this.lang);
    await dialog.root.waitFor();
    return dialog;
  }
}

export class Inquiry {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  /** Goes to one by its address. */
  static async at(page, { id }, lang) {
    await page.goto(`/inquiries/${id}`);
    await page.getByTestId('words').waitFor();
    return new Inquiry(page, lang);
  }

  /** One of the facts, by the key of its name. */
  fact(key) {
    const term = this.page.getByRole('term').filter({ hasText: this.say(key) });
    return term.locator('xpath=following-sibling::dd[1]');
  }

  /** Who had it, newest first. */
  get history() {
    return this.page.getByRole('region', { name: this.say('inquiries.HISTORY') }).getByRole('listitem');
  }

  /** Why it went to whom, newest first. */
  get decisions() {
    return this.page.getByTestId('decisions').locator('details');
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

/** Who waits, in order. */
export class Queue {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get rows() {
    return this.page.getByTestId('queue').locator('tbody tr');
  }
}
