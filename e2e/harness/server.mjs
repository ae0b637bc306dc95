// The real server on a database of its own, for one spec file.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Longer than any start on a busy machine, shorter than a person's patience. */
const START_MS = 60_000;

/**
 * Starts `guike serve` on a port of its choice and a database of its own, which holds the demo data.
 * @param {{ env?: Record<string, string> }} [options]
 */
export async function startServer({ env = {} } = {}) {
  const program = wanted('GUIKE_BIN');
  const home = await mkdtemp(join(tmpdir(), 'guike-e2e-'));
  const settings = {
    ...process.env,
    GUIKE_LISTEN: '127.0.0.1:0',
    GUIKE_DATA_DIR: home,
    GUIKE_DATABASE_URL: await database(home),
    GUIKE_FILES_DIR: await files(home),
    ...env,
  };
  const child = spawn(program, ['serve'], { cwd: home, env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = [];
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`the server ${why}\n${log.join('\n')}`));
    const timer = setTimeout(() => fail(`did not listen within ${START_MS} ms`), START_MS);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code} before it listened`));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        const listening = /listening on (http:\/\/[\w.:[\]]+)/.exec(line);
        if (listening) {
          clearTimeout(timer);
          resolve(listening[1]);
        }
      });
    }
  }).catch(async (error) => {
    child.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
    throw error;
  });

  return {
    url,
    /** What the server has printed so far, for the message of a failed test. */
    log,
    /** Asks the server to stop as an operator would, and removes its files. */
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      await rm(home, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the server ended with ${code} on SIGTERM\n${log.join('\n')}`);
    },
  };
}

/** The URL of a copy of the demo data that nobody else uses. */
async function database(home) {
  const template = wanted('GUIKE_E2E_TEMPLATE');
  const cluster = process.env.GUIKE_TEST_POSTGRES_URL;
  if (!cluster) {
    const file = join(home, 'guike.sqlite3');
    await copyFile(template, file);
    // What was written last may not have reached the file itself.
    if (existsSync(`${template}-wal`)) await copyFile(`${template}-wal`, `${file}-wal`);
    return `sqlite://${file}`;
  }
  const url = new URL(cluster);
  const name = `e2e_${process.pid}_${Date.now()}`;
  const to = ['-h', url.hostname, '-p', url.port, '-U', url.username];
  await execute(join(wanted('GUIKE_PG_BIN'), 'createdb'), [...to, '-T', template, name]);
  url.pathname = `/${name}`;
  return url.href;
}

/** The folder of a copy of the demo's pictures. */
async function files(home) {
  const folder = join(home, 'files');
  const template = process.env.GUIKE_E2E_FILES ?? join(dirname(wanted('GUIKE_E2E_TEMPLATE')), 'files');
  if (existsSync(template)) await cp(template, folder, { recursive: true });
  return folder;
}

export function wanted(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`cargo xtask e2e\``);
  return value;
}
