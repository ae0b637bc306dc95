// The door: signing in.
import { speaker } from '../harness/texts.mjs';
import { password } from './dialog.mjs';

export class Door {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get login() {
    return this.page.getByLabel(this.say('identity.LOGIN'));
  }

  get password() {
    return this.page.getByLabel(this.say('identity.PASSWORD'), { exact: true });
  }

  get button() {
    return this.page.getByRole('button', { name: this.say('identity.SIGN_IN') });
  }

  /** The languages to choose from, in front of the door. */
  language(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  async open(path = '/') {
    await this.page.goto(path);
    await this.button.waitFor();
  }

  /** Fills in and submits; whoever calls waits for what it leads to. */
  async signIn(login, password) {
    await this.login.fill(login);
    await this.password.fill(password);
    await this.button.click();
  }
}

/** The demand for a password of one's own, behind an initial one. */
export class NewPassword {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get heading() {
    return this.page.getByRole('heading', { level: 1, name: this.say('identity.MUST_CHANGE') });
  }

  async change(current, wanted, again) {
    await password(this.page, this.say('identity.CURRENT')).fill(current);
    await password(this.page, this.say('identity.NEW')).fill(wanted);
    await password(this.page, this.say('identity.AGAIN')).fill(again);
    await this.page.getByRole('button', { name: this.say('identity.CHANGE') }).click();
  }
}
