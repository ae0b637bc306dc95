// Simulations of a policy.
import { speaker } from '../harness/texts.mjs';

export class Simulation {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  async ready() {
    await this.page.getByRole('heading', { level: 1, name: this.say('simulation.TITLE') }).waitFor();
    return this;
  }

  button(key) {
    return this.page.getByRole('button', { name: this.say(`simulation.${key}`), exact: true });
  }

  select(key) {
    return this.page.getByRole('combobox', { name: this.say(`simulation.${key}`), exact: true });
  }

  get figures() {
    return this.page.getByTestId('figures');
  }

  get changed() {
    return this.page.getByTestId('changed');
  }

  get agents() {
    return this.page.getByTestId('by-agent');
  }

  get changes() {
    return this.page.getByTestId('changes');
  }

  /** Runs and waits for what comes of it. */
  async run() {
    await this.button('RUN').click();
    await this.figures.waitFor();
  }

  /** The names of the agents in the order of the chart. */
  names() {
    return this.agents.getByRole('rowheader').allInnerTexts();
  }

  async choose(file) {
    await this.page.getByLabel(this.say('simulation.READY_FILE')).setInputFiles(file);
    await this.page.getByTestId('chosen-file').waitFor();
  }

  /** Exports, and gives the text of the file. */
  async export(key) {
    await this.button('EXPORT').click();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menuitem', { name: this.say(`simulation.${key}`), exact: true }).click(),
    ]);
    const parts = [];
    for await (const part of await download.createReadStream()) parts.push(part);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
  }
}
