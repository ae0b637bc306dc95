// Groups, their members, product lines.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Groups {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  group(name) {
    return this.page.getByTestId('groups').getByRole('row').filter({ hasText: name });
  }

  line(name) {
    return this.page.getByTestId('product-lines').getByRole('row').filter({ hasText: name });
  }

  member(name) {
    return this.page.getByTestId('members').getByRole('row').filter({ hasText: name });
  }

  figure(key) {
    return this.page.getByTestId('group-figures').locator('div').filter({ hasText: this.say(`groups.${key}`) }).locator('.figure');
  }

  async press(key) {
    await this.page.getByRole('button', { name: this.say(key), exact: true }).click();
    return new Dialog(this.page, this.lang);
  }

  async open(name) {
    await this.group(name).getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  async lines() {
    await this.page.getByRole('button', { name: this.say('groups.LINES'), exact: true }).click();
    await this.page.getByTestId('product-lines').waitFor();
  }

  async remove(name) {
    await this.member(name).getByRole('button', { name: this.say('groups.REMOVE_AGENT', name) }).click();
    return new Dialog(this.page, this.lang);
  }
}
