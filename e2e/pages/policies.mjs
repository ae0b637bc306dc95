// Assignment policies: the list, a version, the editor of a draft.
import { speaker } from '../harness/texts.mjs';
import { Dialog, only } from './dialog.mjs';

export class Policies {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get inForce() {
    return this.page.getByTestId('in-force');
  }

  /** Begins a draft from what is in force and waits for its editor. */
  async draft() {
    await this.page.getByRole('button', { name: this.say('policies.NEW_DRAFT') }).click();
    return new Editor(this.page, this.lang).ready();
  }

  /** Opens the version of this number. */
  async open(number) {
    await this.page.getByTestId('policies').getByRole('link', { name: new RegExp(`^#${number} `) }).click();
  }

  /** What was in force, as rows. */
  async history() {
    await this.page.getByRole('button', { name: this.say('policies.HISTORY'), exact: true }).click();
    return this.page.getByTestId('publications').locator('tbody').getByRole('row');
  }
}

export class Editor {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  async ready() {
    await this.name.waitFor();
    return this;
  }

  get name() {
    return this.page.getByRole('textbox', { name: this.say('policies.POLICY_NAME'), exact: true });
  }

  get rules() {
    return this.page.getByTestId('rules');
  }

  get findings() {
    return this.page.getByTestId('findings');
  }

  get explained() {
    return this.page.getByTestId('explained');
  }

  button(key) {
    return this.page.getByRole('button', { name: this.say(key), exact: true });
  }

  /** The names of the rules in their order. */
  async order() {
    const names = await this.rules.locator('.rule-fold').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    return names.map((name) => name.replace(/^[^：:]*[：:]\s*/, ''));
  }

  /** The card of a rule. */
  rule(name) {
    const fold = this.page.getByRole('button', { name: new RegExp(`[：:] ?${name}$`) });
    return new Rule(this.page, this.rules.getByRole('listitem').filter({ has: fold }).first(), fold, this.lang);
  }

  /** Adds a rule for everything, unfolded. */
  async add(name) {
    await this.button('policies.ADD_RULE').click();
    const field = this.page.getByLabel(this.say('policies.RULE_NAME'), { exact: true }).last();
    await field.fill(name);
    return this.rule(name);
  }

  async undo() {
    await this.page.getByTestId('undo').getByRole('button', { name: this.say('policies.UNDO') }).click();
  }

  /** Tries a case of which this was said. */
  async try(text) {
    const panel = this.page.getByTestId('try');
    await panel.getByRole('textbox', { name: this.say('policies.FACT_TEXT') }).fill(text);
    await panel.getByRole('button', { name: this.say('policies.TRY_RUN'), exact: true }).click();
    await this.explained.waitFor();
  }

  async publish(note) {
    await this.button('policies.PUBLISH').click();
    const dialog = new Dialog(this.page, this.lang);
    await dialog.root.waitFor();
    await dialog.root.getByRole('textbox').fill(note);
    return dialog;
  }
}

class Rule {
  constructor(page, root, fold, lang) {
    this.page = page;
    this.root = root;
    this.fold = fold;
    this.lang = lang;
    this.say = speaker(lang);
  }

  async unfold() {
    if ((await this.fold.getAttribute('aria-expanded')) === 'false') await this.fold.click();
  }

  select(key) {
    return this.root.getByRole('combobox', { name: this.say(key), exact: true });
  }

  /** Adds a condition on a fact, which then stands last. */
  async test(fact) {
    await this.root.getByRole('button', { name: this.say('policies.ADD_TEST'), exact: true }).click();
    await this.select('policies.FACT').last().selectOption(fact);
  }

  async word(text) {
    const field = this.root.getByRole('combobox', { name: this.say('policies.WORDS') });
    const plain = this.root.getByRole('textbox', { name: this.say('policies.WORDS') });
    const input = field.or(plain).last();
    await input.fill(text);
    await input.press('Enter');
  }

  /** Adds a route to a person. */
  async person(name) {
    await this.select('policies.ADD_ROUTE').selectOption('person');
    await this.select('policies.PERSON').fill(name);
    await (await only(this.root.getByRole('listbox'), name)).click();
  }

  async queue() {
    await this.select('policies.ADD_ROUTE').selectOption('queue');
  }

  async menu(key) {
    await this.root.getByRole('button', { name: this.say('common.ACTIONS') }).click();
    await this.page.getByRole('menuitem', { name: this.say(key), exact: true }).click();
  }

  /** Drags it above another rule. */
  async dragAbove(other) {
    await this.root.locator('.rule-drag').dragTo(other.root, { targetPosition: { x: 200, y: 4 } });
  }
}
