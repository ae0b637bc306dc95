// Pictures of a page as people will see it: two sizes, two themes.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DESKTOP, PHONE } from './browser.mjs';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/** Takes `<name>-<size>-<theme>.png` in every combination, and leaves the page as it was. */
export async function shots(page, name) {
  const before = page.viewportSize();
  for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await shot(page, `${name}-${size}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
}

/** Takes one picture, when the fonts are there. */
export async function shot(page, name) {
  await mkdir(RESULTS, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${RESULTS}${name}.png`, animations: 'disabled', caret: 'hide' });
}
