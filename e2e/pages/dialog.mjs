// A dialog or a drawer, and the controls that every form has.
import { speaker } from '../harness/texts.mjs';

export class Dialog {
  /** `title` tells it from another that lies below. */
  constructor(page, lang, title) {
    this.page = page;
    this.say = speaker(lang);
    this.root = page.getByRole('dialog', title && { name: title });
  }

  /** A field of text, by its label. */
  field(label) {
    return this.root.getByRole('textbox', { name: label, exact: true });
  }

  choice(label) {
    return this.root.getByRole('combobox', { name: label, exact: true });
  }

  check(label) {
    return this.root.getByRole('checkbox', { name: label });
  }

  button(label) {
    return this.root.getByRole('button', { name: label, exact: true });
  }

  /** Types into a picker until one is left, and takes that one. */
  async pick(label, text) {
    const picker = this.choice(label);
    await picker.fill(text);
    await (await only(this.root.getByRole('listbox'), text)).click();
  }

  /** Chooses a line of a select by a part of it, once the line is there. */
  async choose(label, text) {
    const select = this.choice(label);
    const option = select.locator('option').filter({ hasText: text });
    await option.waitFor({ state: 'attached' });
    await select.selectOption(await option.getAttribute('value'));
  }

  /** Presses the button that the dialog is for, and waits until the dialog is gone. */
  async submit(label) {
    await this.button(label).click();
    await this.closed();
  }

  async closed() {
    await this.root.waitFor({ state: 'detached' });
  }
}

/** The one option that is left, once what was typed has narrowed the list to it. */
export async function only(listbox, text) {
  const options = listbox.getByRole('option');
  await options.nth(1).waitFor({ state: 'detached' });
  const option = options.filter({ hasText: text });
  await option.waitFor();
  return option;
}

/** A password has no role, so it goes by its label, which bears a star when it must be filled in. */
export function password(root, label) {
  return root.getByLabel(new RegExp(`^${label}\\*?$`));
}
