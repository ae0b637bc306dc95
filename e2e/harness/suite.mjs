// What every spec file begins with: one server, one browser, both ended afterwards.
import { after, before } from 'node:test';
import { startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/**
 * Registers the hooks, and returns an object that is filled before the first test.
 * @param {Parameters<typeof startServer>[0]} [options]
 */
export function suite(options) {
  const world = { server: undefined, browser: undefined, open: undefined };
  before(async () => {
    world.server = await startServer(options);
    world.browser = await startBrowser();
    /** A page on this server; options as in `browser.open`. */
    world.open = (more = {}) => world.browser.open({ baseURL: world.server.url, ...more });
  });
  after(async () => {
    await world.browser?.close();
    await world.server?.stop();
  });
  return world;
}
