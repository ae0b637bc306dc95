// One Chromium per spec file; every page in it must be free of errors.
import { chromium } from 'playwright-core';
import { wanted } from './server.mjs';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** How long a locator may take to appear; a debug build on a busy machine is slow, and a browser there may stand still. */
const PATIENCE_MS = 60_000;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: wanted('GUIKE_CHROMIUM'), headless: true, args: FLAGS });
  return {
    /**
     * A page of its own session. `errors` holds what the page complained about.
     * @param {{ baseURL: string, viewport?: object, locale?: string, colorScheme?: 'light' | 'dark' }} options
     */
    async open({ baseURL, viewport = DESKTOP, locale = 'zh-CN', colorScheme = 'light' }) {
      const context = await browser.newContext({
        baseURL,
        viewport,
        locale,
        colorScheme,
        timezoneId: 'Asia/Shanghai',
        // Screenshots of a moving page are never the same twice.
        reducedMotion: 'reduce',
        hasTouch: viewport.width < 600,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      page.errors = [];
      await watch(page);
      return page;
    },
    close: () => browser.close(),
  };
}

/** Collects exceptions, console errors, CSP violations and answers of 5xx. */
async function watch(page) {
  page.on('pageerror', (error) => page.errors.push(`exception: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Chromium logs every 4xx answer; the specs look at those by what the console shows.
    if (/Failed to load resource: .* status of 4\d\d/.test(message.text())) return;
    page.errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) page.errors.push(`${response.status()} from ${response.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content security policy: ${event.violatedDirective} blocked ${event.blockedURI}`);
    });
  });
}
