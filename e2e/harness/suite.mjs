// What every spec file begins with: one server, one browser, both ended afterwards, and tests that clean up.
import assert from 'node:assert/strict';
import { after, before, test as nodeTest } from 'node:test';
import { startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { shot } from './shots.mjs';

/** No test takes so long, unless something hangs. */
const TEST_MS = 240_000;

/**
 * Starts a server on demo data and a browser before the first test; `prepare` gets the server's address.
 * The `test` it returns gives each test an `open` for pages. When the test ends, no page may have complained; when it
 * fails, its pages are left in `results/` as pictures, beside what the server printed.
 * @param {(url: string) => Promise<void>} [prepare]
 */
export function suite(prepare = async () => {}) {
  let server;
  let browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    await prepare(server.url);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const test = (name, body) =>
    nodeTest(name, { timeout: TEST_MS }, async () => {
      const pages = [];
      const open = async (options = {}) => {
        const page = await browser.open({ baseURL: server.url, ...options });
        pages.push(page);
        return page;
      };
      try {
        await body({ open, url: server.url });
        for (const page of pages) assert.deepEqual(page.errors, [], `complaints of ${page.url()}`);
      } catch (error) {
        const file = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
        for (const [number, page] of pages.entries()) await shot(page, `failed-${file}-${number}`);
        const complaints = pages.flatMap((page) => page.errors);
        console.error([...complaints, ...server.log.slice(-20)].join('\n'));
        throw error;
      } finally {
        for (const page of pages) await page.context().close();
      }
    });
  return { test };
}
