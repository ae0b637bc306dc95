// What a customer's page says of duplicates and merges.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class SamePerson {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get root() {
    return this.page.getByTestId('same-person');
  }

  /** Who may be the same person, a line each. */
  get suggested() {
    return this.page.getByTestId('suggested').getByRole('listitem');
  }

  /** Who was said not to be. */
  get apart() {
    return this.page.getByTestId('apart');
  }

  /** What was merged, the latest first. */
  get merges() {
    return this.page.getByTestId('merges').getByRole('listitem');
  }

  /** The dialog that has this button. */
  opened(action) {
    const dialog = new Dialog(this.page, this.lang);
    dialog.root = dialog.root.filter({ has: this.page.getByRole('button', { name: action, exact: true }) });
    return dialog;
  }

  /** Opens the comparison with somebody who is suggested. */
  async compare(name) {
    await this.root.getByRole('button', { name: this.say('merges.COMPARE_WITH', name) }).first().click();
    return this.opened(this.say('merges.MERGE'));
  }

  /** The same with anybody, found by phone. */
  async pick(phone, name) {
    await this.root.getByRole('button', { name: this.say('merges.MERGE_WITH') }).click();
    const dialog = this.opened(this.say('merges.COMPARE'));
    const picker = dialog.root.getByRole('combobox');
    await picker.fill(phone);
    await dialog.root.getByRole('option').filter({ hasText: name }).click();
    await dialog.button(this.say('merges.COMPARE')).click();
    return this.opened(this.say('merges.MERGE'));
  }

  /** Opens the question before the last merge is undone. */
  async undo() {
    await this.merges.getByRole('button').first().click();
    return this.opened(this.say('merges.UNDO'));
  }
}

/** All pairs who may be the same person. */
export class Pairs extends SamePerson {
  static async at(page, lang = 'zh', query = '') {
    await page.goto(`/customers/duplicates${query}`);
    const pairs = new Pairs(page, lang);
    await page.getByRole('heading', { level: 1, name: pairs.say('merges.PAIRS') }).waitFor();
    return pairs;
  }

  /** The lines about somebody, with this in them. */
  of(name, text = '') {
    return this.page.getByTestId('pairs').locator('[data-row]').filter({ hasText: name }).filter({ hasText: text });
  }

  /** Shows the pairs of one reason. */
  async because(reason) {
    await this.page.getByRole('combobox', { name: this.say('merges.REASON') }).selectOption({ label: this.say(reason) });
  }
}
