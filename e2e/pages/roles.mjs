// Roles and data roles.
import { speaker } from '../harness/texts.mjs';
import { Dialog } from './dialog.mjs';

export class Roles {
  constructor(page, lang = 'zh') {
    this.page = page;
    this.lang = lang;
    this.say = speaker(lang);
  }

  role(name) {
    return this.page.getByTestId('roles').getByRole('row').filter({ hasText: name });
  }

  dataRole(name) {
    return this.page.getByTestId('data-roles').getByRole('row').filter({ hasText: name });
  }

  async dataRoles() {
    await this.page.getByRole('button', { name: this.say('permissions.DATA_ROLES'), exact: true }).click();
    await this.page.getByTestId('data-roles').waitFor();
  }

  async add(key) {
    await this.page.getByRole('button', { name: this.say(`permissions.${key}`), exact: true }).click();
    return new RoleDialog(this.page, this.lang);
  }

  /** Opens what this row stands for. */
  async open(row, name) {
    await row.getByRole('button', { name, exact: true }).click();
    return new RoleDialog(this.page, this.lang);
  }

  /** The dialog of this title, once it stands. */
  async dialog(title) {
    const dialog = new RoleDialog(this.page, this.lang, title);
    await dialog.root.waitFor();
    return dialog;
  }

  async remove(row) {
    await row.getByRole('button', { name: this.say('common.DELETE') }).click();
    return new Dialog(this.page, this.lang);
  }
}

export class RoleDialog extends Dialog {
  /** The box of a permission about customers, at a scope; both in the reader's words. */
  grant(permission, scope) {
    const name = this.say('permissions.GRANT_OF', permission, scope);
    return this.root.getByRole('checkbox', { name, exact: true });
  }

  /** A line of what a data role covers. */
  covered(name) {
    return this.root.getByRole('listitem').filter({ hasText: name });
  }

  cover(unit) {
    return this.choose(this.say('permissions.UNITS'), unit);
  }

  coverPerson(name) {
    return this.pick(this.say('permissions.PEOPLE'), name);
  }

  async uncover(name) {
    await this.covered(name).getByRole('button', { name: this.say('permissions.REMOVE', '') }).and(this.root.getByRole('button', { name })).click();
    await this.covered(name).waitFor({ state: 'detached' });
  }
}
