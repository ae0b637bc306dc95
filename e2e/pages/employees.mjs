// The employees, and the page of one.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Employees {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  row(number) {
    return this.page.getByTestId('employees').getByRole('row').filter({ hasText: number });
  }

  /** Narrows the list to one. */
  async find(number) {
    await this.page.getByRole('searchbox', { name: this.say('common.SEARCH') }).fill(number);
    await this.page.getByTestId('employees').getByRole('row').nth(2).waitFor({ state: 'detached' });
    await this.row(number).waitFor();
  }

  async open(number) {
    await this.find(number);
    const name = await this.row(number).getByRole('link').innerText();
    await this.row(number).getByRole('link').click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    return new Employee(this.page, this.lang);
  }

  async add() {
    await this.page.getByRole('button', { name: this.say('organisation.ADD'), exact: true }).click();
    return new Dialog(this.page, this.lang, this.say('organisation.ADD'));
  }
}

export class Employee {
  constructor(page, lang) {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  /** What this person would see. */
  get outlook() {
    return this.page.getByTestId('outlook');
  }

  get head() {
    return this.page.locator('header').filter({ has: this.page.getByRole('heading', { level: 1 }) });
  }

  /** A fact of the profile. */
  fact(key) {
    const term = this.page.getByRole('term').filter({ hasText: this.say(key) });
    return term.locator('xpath=following-sibling::dd[1]');
  }

  /** Opens one of the dialogs of the page. */
  async begin(key) {
    await this.page.getByRole('button', { name: this.say(key), exact: true }).click();
    return new Dialog(this.page, this.lang);
  }

  /** Gives or takes roles, by their names. */
  async setRoles(wanted) {
    const dialog = await this.begin('organisation.ROLES_EDIT');
    for (const [name, on] of Object.entries(wanted)) await dialog.check(name).setChecked(on);
    await dialog.submit(this.say('common.SAVE'));
  }
}
