// How the window asks the server, and how this browser is known again.
import { chinese, key, pick } from "./page.js";

/** How often an answer of "too busy" is waited for. */
const TRIES = 3;

// A browser may forbid storage inside another website; the talk then lasts as long as the page.
const memory = {};
export const store = {
  get(name) { try { return localStorage.getItem(name); } catch { return memory[name] ?? null; } },
  set(name, value) { memory[name] = value; try { localStorage.setItem(name, value); } catch { /* kept in memory */ } },
  drop(name) { delete memory[name]; try { localStorage.removeItem(name); } catch { /* kept in memory */ } },
};
export const TOKEN = `guike-visitor-${key}`;

class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || pick("出了点问题，请稍后再试", "Something went wrong, please try again"));
    this.status = status;
    this.code = body.code;
    this.errors = body.errors || [];
  }
}

/** Asks the server. A file is sent as it is, and with `read` the whole answer is given back instead of its JSON. */
export async function call(method, path, body, once, read = (answer) => answer.json()) {
  const headers = { "accept-language": chinese ? "zh-CN" : "en" };
  const token = store.get(TOKEN);
  if (token) headers.authorization = `Bearer ${token}`;
  const isFile = body instanceof File;
  if (body !== undefined) headers["content-type"] = isFile ? "application/octet-stream" : "application/json";
  if (once) headers["idempotency-key"] = once;
  for (let tried = 1; ; tried += 1) {
    let answer;
    try {
      answer = await fetch(`/public/v1${path}`, { method, headers, body: body === undefined || isFile ? body : JSON.stringify(body) });
    } catch {
      throw new Problem(0, { title: pick("网络连接失败，请重试", "No connection, please try again") });
    }
    if (answer.ok) return read(answer);
    if (answer.status === 503 && tried < TRIES) {
      await new Promise((wake) => setTimeout(wake, 1000 * tried));
      continue;
    }
    throw new Problem(answer.status, await answer.json().catch(() => ({})));
  }
}

/** A key by which the server knows the same request again, so that a second try sends nothing twice. */
export const onceKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
