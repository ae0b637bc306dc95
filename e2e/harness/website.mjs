// A website of somebody else's, on a port of its own: one page, and whatever it has to show.
import { createServer } from 'node:http';

/** Serves a page until it is closed. What is put into it later shows with the next look. */
export async function website() {
  const site = { tag: '' };
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>青杉研学</title>
      <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
      <body><h1>青杉研学</h1><p>暑期营报名中。</p>${site.tag}</body></html>`);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  site.origin = `http://127.0.0.1:${server.address().port}`;
  site.close = () => new Promise((closed) => server.close(closed));
  return site;
}
