// The frame around every page: navigation and account.
import { speaker } from '../harness/texts.mjs';
import { Door } from './door.mjs';

export class Shell {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  get navigation() {
    return this.page.getByRole('navigation', { name: this.say('common.NAV') });
  }

  get account() {
    return this.page.getByRole('button', { name: this.say('common.ACCOUNT_MENU') });
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** Waits until somebody is signed in. */
  async ready() {
    await this.account.waitFor();
  }

  /** A link of the navigation, by the key of its text. */
  link(key) {
    return this.navigation.getByRole('link', { name: this.say(key), exact: true });
  }

  /** Goes to a place and waits for its page. */
  async go(key) {
    await this.link(key).click();
    await this.page.getByRole('heading', { level: 1, name: this.say(key) }).waitFor();
  }

  /** Chooses an item of the account menu: a language, a theme, leaving. */
  async choose(name) {
    await this.account.click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** A message that says this, while it is there. */
  toast(text) {
    return this.page.getByTestId('toast').filter({ hasText: text });
  }
}

/** Signs in on a fresh page and waits for the frame. */
export async function enter(page, { login, password }, lang = 'zh') {
  const first = new Door(page);
  await first.open();
  if (lang === 'en') await first.language('English').click();
  await new Door(page, lang).signIn(login, password);
  const shell = new Shell(page, lang);
  await shell.ready();
  return shell;
}
