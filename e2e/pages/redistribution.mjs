// The wizard that gives the customers and the work of some people to others.
import { speaker } from '../harness/texts.mjs';
import { Dialog, only } from './dialog.mjs';

export class Wizard {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get seen() {
    return this.page.getByTestId('seen');
  }

  get done() {
    return this.page.getByTestId('done');
  }

  button(key) {
    return this.page.getByRole('main').getByRole('button', { name: this.say(`redistribution.${key}`), exact: true });
  }

  /** Types into a picker until one is left, and takes that one. */
  async pick(key, name) {
    await this.page.getByRole('combobox', { name: this.say(`redistribution.${key}`) }).fill(name);
    await (await only(this.page.getByRole('listbox'), name)).click();
  }

  /** Says who gives everything up. */
  async from(agent) {
    await this.pick('AGENT', agent);
    await this.button('NEXT').click();
  }

  /** Says who gets it, and looks. */
  async to(...agents) {
    for (const agent of agents) await this.pick('ADD_AGENT', agent);
    await this.button('LOOK').click();
    await this.seen.waitFor();
  }

  /** How much somebody would have, as the bars say. */
  load(name) {
    return this.page.getByTestId('load').filter({ hasText: name });
  }

  /** Says that it shall be so although somebody would have more work than they may, if anybody would. */
  async allow() {
    const allowed = this.page.getByRole('checkbox', { name: this.say('redistribution.OVER_ALLOW') });
    if (await allowed.count() > 0) await allowed.check();
  }

  async apply(note) {
    await this.page.getByRole('textbox', { name: this.say('redistribution.NOTE') }).fill(note);
    await this.allow();
    await this.button('APPLY').click();
    await this.done.waitFor();
  }

  /** Undoes what was just done. */
  async undo() {
    await this.done.getByRole('button', { name: this.say('redistribution.UNDO'), exact: true }).click();
    const question = new Dialog(this.page, this.lang, this.say('redistribution.UNDO_TITLE'));
    await question.submit(this.say('redistribution.UNDO'));
  }
}
