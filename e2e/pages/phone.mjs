// The frame of the console on a telephone: a bar at the bottom, and a drawer for the rest.
import assert from 'node:assert/strict';
import { speaker } from '../harness/texts.mjs';
import { Door } from './door.mjs';

export class Phone {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get bar() {
    return this.page.getByRole('navigation', { name: this.say('common.MENU') });
  }

  async enter({ login, password }) {
    const door = new Door(this.page);
    await door.open();
    await door.signIn(login, password);
    await this.bar.waitFor();
  }

  /** Goes to one of the places that a thumb reaches. */
  async go(key) {
    await this.bar.getByRole('link', { name: this.say(key), exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: this.say(key) }).waitFor();
  }

  /** Nothing may stand out of the page at the side. */
  async fits() {
    const [inner, outer] = await this.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(inner <= outer, `${this.page.url()} is ${inner} wide on a screen of ${outer}`);
  }
}
