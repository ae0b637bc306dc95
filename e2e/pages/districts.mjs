// The districts: whose they are, and giving them to somebody else.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Districts {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get search() {
    return this.page.getByRole('searchbox', { name: this.say('common.SEARCH') });
  }

  /** The row of a district; names repeat, codes do not. */
  row(code) {
    return this.page.getByTestId('districts').getByRole('row').filter({ hasText: code });
  }

  /** Narrows the list to one district. */
  async find(code) {
    await this.search.fill(code);
    await this.page.getByTestId('districts').getByRole('row').nth(2).waitFor({ state: 'detached' });
    await this.row(code).waitFor();
  }

  /** Puts districts among those that are to be given away. */
  async choose(...districts) {
    for (const { code, name } of districts) {
      await this.find(code);
      await this.row(code).getByRole('checkbox', { name: this.say('common.SELECT_ROW', name) }).check();
    }
  }

  /** The dialog that gives the chosen districts away. */
  async assign(count) {
    const bar = this.page.getByRole('region', { name: this.say('territory.ASSIGN') });
    await bar.getByText(this.say('common.SELECTED', count)).waitFor();
    await bar.getByRole('button', { name: this.say('territory.ASSIGN') }).click();
    return new Assignment(this.page, this.lang);
  }

  /** The dialog that moves everything of one agent. */
  async moveAll() {
    await this.page.getByRole('button', { name: this.say('territory.MOVE_ALL') }).click();
    return new Assignment(this.page, this.lang);
  }

  /** The drawer of a district, with who held it. */
  async open(code, name) {
    await this.row(code).getByRole('button', { name, exact: true }).click();
    const drawer = new Dialog(this.page, this.lang, name);
    await drawer.root.getByTestId('holdings').waitFor();
    return drawer;
  }
}

export class Assignment extends Dialog {
  get effect() {
    return this.root.getByTestId('effect');
  }

  /** A figure of the preview, by what it counts. */
  async figure(key) {
    const text = await this.effect.locator('div', { has: this.page.getByText(this.say(key), { exact: true }) }).last().innerText();
    return Number(text.split('\n')[0].replaceAll(',', ''));
  }

  to(agent) {
    return this.pick(this.say('territory.TO_AGENT'), agent);
  }

  from(agent) {
    return this.pick(this.say('territory.FROM_AGENT'), agent);
  }

  leaveEmpty() {
    return this.check(this.say('territory.LEAVE_EMPTY')).check();
  }

  because(reason) {
    return this.field(this.say('territory.REASON')).fill(reason);
  }

  async preview() {
    await this.button(this.say('territory.PREVIEW')).click();
    await this.effect.waitFor();
  }

  confirm() {
    return this.submit(this.say('territory.CONFIRM'));
  }
}
