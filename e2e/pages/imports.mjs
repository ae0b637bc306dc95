// The wizard that brings files in.
import { speaker } from '../harness/texts.mjs';

export class Imports {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get apply() {
    return this.page.getByRole('button', { name: this.say('imports.APPLY'), exact: true });
  }

  get done() {
    return this.page.getByTestId('import-applied');
  }

  get leaveOut() {
    return this.page.getByRole('checkbox', { name: this.say('imports.LEAVE_OUT') });
  }

  /** Goes there from the list that the file is for. */
  async open(key) {
    await this.page.getByRole('link', { name: this.say(key) }).click();
    await this.page.getByText(this.say('imports.DROP')).waitFor();
  }

  /** Uploads a file and waits until its lines are checked. */
  async upload(name, bytes) {
    await this.page.getByLabel(this.say('imports.STEP_FILE')).setInputFiles({ name, mimeType: 'text/csv', buffer: bytes });
    await this.page.getByTestId('import-figures').waitFor();
  }

  tab(key) {
    return this.page.getByTestId('import-figures').getByRole('button', { name: new RegExp(`^${this.say(`imports.${key}`)}`) });
  }

  /** How many lines of each kind there are. */
  async figures() {
    const figure = async (key) => Number((await this.tab(key).innerText()).split('\n').pop());
    return { add: await figure('ADD'), change: await figure('CHANGE'), keep: await figure('KEEP'), bad: await figure('BAD') };
  }

  /** The row that stands for a line of the file. */
  line(number) {
    const cell = this.page.getByRole('cell', { name: String(number), exact: true });
    return this.page.getByTestId('import-lines').getByRole('row').filter({ has: cell });
  }

  /** What is wrong with each bad line, by its number. */
  async faults() {
    const rows = this.page.getByTestId('import-lines').locator('tbody').getByRole('row');
    await rows.first().waitFor();
    const all = await Promise.all((await rows.all()).map((row) => row.getByRole('cell').allInnerTexts()));
    return Object.fromEntries(all.map((cells) => [cells[0], cells.at(-1)]));
  }

  /** Does what was shown, and says what came of it. */
  async carryOut() {
    await this.apply.click();
    return this.done.getByRole('paragraph').innerText();
  }

  async another() {
    await this.page.getByRole('button', { name: this.say('imports.ANOTHER') }).click();
    await this.page.getByText(this.say('imports.DROP')).waitFor();
  }
}
