// The console's own texts, read from where the console has them, so that specs and pages cannot drift apart.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../web/src/i18n/', import.meta.url));
const STRING = /"((?:[^"\\]|\\.)*)"/;
// NAME = "中文" | "English" / "one";
const TEXT = new RegExp(`^\\s*([A-Z0-9_]+) = ${STRING.source}\\s*\\|\\s*${STRING.source}`, 'gm');

const rooms = new Map();
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.rs') && name !== 'mod.rs')) {
  const source = readFileSync(FOLDER + file, 'utf8');
  const texts = new Map();
  for (const [, name, zh, en] of source.matchAll(TEXT)) {
    texts.set(name, { zh: JSON.parse(`"${zh}"`), en: JSON.parse(`"${en}"`) });
  }
  rooms.set(file.replace(/\.rs$/, ''), texts);
}

/**
 * What the console says in this language: `text('identity.SIGN_IN')`, with `{}` filled in order.
 * @param {'zh' | 'en'} lang
 */
export function speaker(lang) {
  return (key, ...fill) => {
    const [room, name] = key.split('.');
    const text = rooms.get(room)?.get(name)?.[lang];
    if (text === undefined) throw new Error(`the console has no text ${key}`);
    return fill.reduce((filled, value) => filled.replace('{}', value), text);
  };
}
