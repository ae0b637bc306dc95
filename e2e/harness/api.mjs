// The API as an integrator's program sees it, for what happens outside the console.
import assert from 'node:assert/strict';

export class Api {
  #base;
  #token;

  constructor(base, token) {
    this.#base = base;
    this.#token = token;
  }

  /** A program that acts for a signed-in employee. */
  static async signIn(base, { login, password }) {
    const { access_token: token } = await new Api(base).post('/api/v1/sign-in', { login, password });
    return new Api(base, token);
  }

  get(path) {
    return this.#send('GET', path);
  }

  post(path, body) {
    return this.#send('POST', path, body);
  }

  put(path, body) {
    return this.#send('PUT', path, body);
  }

  async #send(method, path, body) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    const answer = await fetch(this.#base + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
