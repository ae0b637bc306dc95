// One's own exports.
import { readFile } from 'node:fs/promises';
import { speaker } from '../harness/texts.mjs';

export class Exports {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  /** Newest first, without the head. */
  get rows() {
    return this.page.getByTestId('exports').locator('tbody').getByRole('row');
  }

  /** Downloads what a row offers, once it does. */
  async download(row) {
    const button = row.getByRole('button', { name: this.say('exports.DOWNLOAD') });
    await button.waitFor();
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}
