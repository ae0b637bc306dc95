// Avatars, and the files of a conversation.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Avatars {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  card(name) {
    return this.page.getByTestId('avatars').getByRole('listitem').filter({ hasText: name });
  }

  /** Opens the form of a new one, or of the one with this name. */
  async edit(name) {
    const label = name ? this.say('avatars.EDIT', name) : this.say('avatars.ADD');
    await this.page.getByRole('button', { name: label, exact: true }).click();
    const dialog = new Dialog(this.page, this.lang);
    await dialog.root.waitFor();
    return dialog;
  }

  get preview() {
    return this.page.getByTestId('avatar-preview');
  }
}

export class Talk {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get enclosed() {
    return this.page.getByTestId('enclosed').getByRole('listitem');
  }

  get messages() {
    return this.page.getByTestId('talk').locator(':scope > li');
  }

  /** Chooses files by the paper-clip's own input. */
  async attach(...files) {
    await this.page.getByTestId('attach').setInputFiles(files);
  }

  /** Drops or pastes a file on the box in which one writes. */
  async give(event, { name, type, bytes }) {
    const data = await this.page.evaluateHandle(
      ({ name, type, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name, { type }));
        return data;
      },
      { name, type, bytes: [...bytes] },
    );
    const box = this.page.locator('form.composer');
    if (event === 'drop') {
      await box.dispatchEvent('dragover', { dataTransfer: data });
      await box.dispatchEvent('drop', { dataTransfer: data });
    } else {
      await box.evaluate((element, data) => {
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
        element.querySelector('textarea').dispatchEvent(event);
      }, data);
    }
  }

  async write(text) {
    await this.page.locator('form.composer textarea').fill(text);
  }

  async send() {
    await this.page.locator('form.composer button[type=submit]').click();
  }
}
