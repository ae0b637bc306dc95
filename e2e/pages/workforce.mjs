// Agents' states, shifts, the calendar, leave; and the switch of one's own presence.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Workforce {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  /** The switch in the navigation. */
  get presence() {
    return this.page.getByRole('button', { name: this.say('workforce.MY_PRESENCE') });
  }

  agent(text) {
    return this.page.getByTestId('agents').getByRole('row').filter({ hasText: text });
  }

  shift(name) {
    return this.page.getByTestId('schedules').getByRole('region', { name, exact: true });
  }

  leave(text) {
    return this.page.getByTestId('leaves').getByRole('row').filter({ hasText: text });
  }

  day(label) {
    return this.page.getByTestId('calendar').getByRole('button', { name: label });
  }

  async tab(key) {
    await this.page.getByRole('button', { name: this.say(`workforce.${key}`), exact: true }).click();
  }

  async press(key) {
    await this.page.getByRole('button', { name: this.say(key), exact: true }).click();
    return new Dialog(this.page, this.lang);
  }
}
