// The keys of integrators.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Keys {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  row(name) {
    return this.page.getByTestId('keys').getByRole('row').filter({ hasText: name });
  }

  /** Makes a key, and leaves the dialog that shows its secret open. */
  async create(name) {
    await this.page.getByRole('button', { name: this.say('keys.ADD') }).click();
    const form = new Dialog(this.page, this.lang, this.say('keys.ADD'));
    await form.field(this.say('common.NAME')).fill(name);
    await form.submit(this.say('common.CREATE'));
    const shown = new Dialog(this.page, this.lang, this.say('keys.SECRET_TITLE'));
    const secret = await shown.field(this.say('keys.SECRET')).inputValue();
    return { shown, secret };
  }

  async revoke(name) {
    await this.row(name).getByRole('button', { name: this.say('keys.REVOKE') }).click();
    return new Dialog(this.page, this.lang, this.say('keys.REVOKE_TITLE', name));
  }
}
