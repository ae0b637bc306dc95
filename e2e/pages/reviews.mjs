// The review queue: who waits, and which district they belong to.
import { speaker } from '../harness/texts.mjs';

export class Reviews {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  /** The registration of this person. */
  row(name) {
    return this.page.getByTestId('review').filter({ hasText: name });
  }

  /** Districts that the address suggests, best first. */
  suggestions(name) {
    return this.row(name).getByRole('group', { name: this.say('customers.SUGGESTED') }).getByRole('button');
  }

  /** Chooses the district by typing a part of its name. */
  async choose(name, district) {
    const picker = this.row(name).getByRole('combobox', { name: this.say('customers.CHOOSE_DISTRICT') });
    await picker.fill(district);
    await this.page.getByRole('option').filter({ hasText: district }).first().click();
  }

  /** Approves, and waits until the registration has left the queue. */
  async approve(name) {
    await this.row(name).getByRole('button', { name: this.say('customers.APPROVE'), exact: true }).click();
    await this.row(name).waitFor({ state: 'detached' });
  }

  /** Rejects with a reason, and waits until the registration has left the queue. */
  async reject(name, reason) {
    await this.row(name).getByRole('button', { name: this.say('customers.REJECT'), exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(this.say('customers.REJECT_REASON')).fill(reason);
    await dialog.getByRole('button', { name: this.say('customers.REJECT'), exact: true }).click();
    await this.row(name).waitFor({ state: 'detached' });
  }
}
