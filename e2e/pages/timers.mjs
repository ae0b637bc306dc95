// The timers of a policy, in its editor and where they are only told.
import { speaker } from '../harness/texts.mjs';

export class Timers {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get list() {
    return this.page.getByTestId('timers');
  }

  /** The names of the timers in their order. */
  async order() {
    const names = await this.list.locator('.rule-fold').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    return names.map((name) => name.replace(/^[^：:]*[：:]\s*/, ''));
  }

  /** The card of a timer. */
  timer(name) {
    const fold = this.page.getByRole('button', { name: new RegExp(`[：:] ?${name}$`) });
    return new Timer(this.page, this.list.locator('.rule').filter({ has: fold }), fold, this.lang);
  }

  /** Adds a timer, unfolded, with one stage. */
  async add(name) {
    await this.page.getByRole('button', { name: this.say('timers.ADD'), exact: true }).click();
    await this.page.getByLabel(this.say('timers.NAME'), { exact: true }).last().fill(name);
    return this.timer(name);
  }
}

class Timer {
  constructor(page, root, fold, lang) {
    this.page = page;
    this.root = root;
    this.fold = fold;
    this.say = speaker(lang);
  }

  async wait(key) {
    await this.root.getByRole('button', { name: this.say(key), exact: true }).click();
  }

  /** The row of a stage, counted from 0. */
  stage(at) {
    return this.root.locator('.stage').nth(at);
  }

  time(at) {
    return this.stage(at).getByRole('textbox', { name: this.say('timers.AFTER'), exact: true });
  }

  /** Types a time as people do, and leaves the field. */
  async type(at, text) {
    await this.time(at).fill(text);
    await this.time(at).blur();
  }

  async act(at, action) {
    await this.stage(at).getByRole('combobox', { name: this.say('timers.THEN'), exact: true }).selectOption(action);
  }

  async addStage() {
    await this.root.getByRole('button', { name: this.say('timers.ADD_STAGE'), exact: true }).click();
  }

  async menu(key) {
    await this.root.getByRole('button', { name: this.say('common.ACTIONS') }).click();
    await this.page.getByRole('menuitem', { name: this.say(key), exact: true }).click();
  }
}
