// The board of those who wait for a follow-up.
import { speaker } from '../harness/texts.mjs';

export class Board {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.say = speaker(lang);
  }

  get due() {
    return this.page.getByTestId('due');
  }

  row(name) {
    return this.due.getByRole('row').filter({ hasText: name });
  }

  /** How many are overdue, of all that the reader sees. */
  async overdue() {
    const card = this.page.getByRole('button', { name: this.say('followups.OVERDUE') }).filter({ hasText: /\d/ });
    return Number((await card.innerText()).split('\n').pop().replaceAll(',', ''));
  }

  /** One agent's figures, as a lead sees them. */
  agent(name) {
    return this.page.getByTestId('by-agent').getByRole('button').filter({ hasText: name });
  }
}
