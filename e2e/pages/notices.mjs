// The bell, and the list that it opens.
import { speaker } from '../harness/texts.mjs';

export class Notices {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  /** The bell of the navigation, or on a telephone that of its bar. */
  get bell() {
    return this.page.getByTestId('bell').filter({ visible: true });
  }

  get list() {
    return this.page.getByTestId('notices');
  }

  get lines() {
    return this.list.getByRole('listitem');
  }

  get unread() {
    return this.lines.filter({ has: this.page.getByText(this.say('notices.UNREAD'), { exact: true }) });
  }

  /** Waits until so many are unread; the bell asks every half a minute. */
  async counts(unread) {
    const name = unread ? this.say('notices.UNREAD_COUNT', unread) : this.say('notices.TITLE');
    await this.page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().waitFor();
  }

  async open() {
    await this.bell.click();
    await this.list.waitFor();
  }

  async close() {
    await this.page.keyboard.press('Escape');
    await this.list.waitFor({ state: 'detached' });
  }
}
