// The settings.
import { speaker } from '../harness/texts.mjs';

export class Settings {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  /** The days of a level, `LEVEL_C`. */
  days(level) {
    return this.page.getByRole('spinbutton', { name: this.say(`customers.${level}`) });
  }

  /** Waits for what is wrong with the days of a level. */
  async refused(level, why) {
    const field = this.days(level);
    const note = this.page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`);
    await note.filter({ hasText: why }).waitFor();
  }

  save() {
    return this.page.getByRole('button', { name: this.say('common.SAVE') }).click();
  }
}
