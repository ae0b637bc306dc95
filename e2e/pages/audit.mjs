// The audit log.
import { speaker } from '../harness/texts.mjs';
import { Dialog, only } from './dialog.mjs';

export class Audit {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get rows() {
    return this.page.getByTestId('audit').locator('tbody').getByRole('row');
  }

  /** The entries about something of this name. */
  about(label) {
    return this.rows.filter({ hasText: label });
  }

  /** Narrows the log to an action, `district.assign`, or to a kind of them, `district`. */
  async search(action) {
    await this.page.getByRole('searchbox', { name: this.say('common.SEARCH') }).fill(action);
    await this.page.waitForURL((url) => url.searchParams.get('action') === action);
    await this.settled();
  }

  async kind(key) {
    await this.page.getByRole('combobox', { name: this.say('audit.ENTITY') }).selectOption({ label: this.say(key) });
    await this.page.waitForURL((url) => url.searchParams.has('entity'));
    await this.settled();
  }

  /** Narrows the log to what one person did. */
  async by(name) {
    const picker = this.page.getByRole('combobox', { name: this.say('audit.ACTOR') });
    await picker.fill(name);
    await (await only(this.page.getByRole('listbox'), name)).click();
    await this.page.waitForURL((url) => url.searchParams.has('actor'));
    await this.settled();
  }

  /** Waits until the rows are those that were asked for. */
  async settled() {
    await this.page.locator('.stale, .skeletons').first().waitFor({ state: 'detached' });
  }

  /** Opens an entry: everything that is known of the change. */
  async open(row) {
    await row.getByRole('button').click();
    return new Dialog(this.page, this.lang);
  }

  /** What changed, by the field's name in the API: before and after. */
  async diff(dialog) {
    const rows = await dialog.root.getByTestId('diff').locator('tbody').getByRole('row').all();
    const read = async (row) => [await row.getByRole('rowheader').getAttribute('title'), await row.getByRole('cell').allInnerTexts()];
    return Object.fromEntries(await Promise.all(rows.map(read)));
  }
}

/** The one newest entry of an action, found by search. */
export async function logged(shell, action, label) {
  await shell.go('audit.TITLE');
  const audit = new Audit(shell.page, shell.lang);
  await audit.search(action);
  await audit.about(label).first().waitFor();
  return audit;
}
