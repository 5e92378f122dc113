// What a municipality's webmaster gets by copying an example configuration: every built file, as browsers ask for it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { get, SERVERS, setting, startServer } from './servers.mjs';

const DIST = setting('OC_DIST');
const PINNED = /^\/(runtime\/[^/]+|widgets\/[^/]+\/version)\//;
const TYPES = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
  '.txt': 'text/plain',
  '.ts': 'text/plain',
};

const all = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `/${relative(DIST, join(entry.parentPath ?? entry.path, entry.name))}`);
const files = all.filter((path) => !/\.(br|gz)$/.test(path)).sort();

/** Asks for every file with these request headers and returns what `judge` objects to, with the path before it. */
async function complaints(origin, judge, headers = {}) {
  const found = [];
  for (const path of files) {
    const complaint = judge(await get(origin, path, headers), path);
    if (complaint) found.push(`${path}: ${complaint}`);
  }
  return found;
}

/** Complaint unless `path` comes as its compressed copy where the build made one, else as it is. */
function asBuilt(answer, path, encoding, suffix) {
  const copy = existsSync(DIST + path + suffix);
  const expected = readFileSync(DIST + path + (copy ? suffix : ''));
  const sent = answer.headers['content-encoding'];
  if (answer.status !== 200) return `status ${answer.status}`;
  if (sent !== (copy ? encoding : undefined)) return `encoding ${sent}`;
  if (copy && !/accept-encoding/i.test(answer.headers.vary ?? '')) return 'no Vary: Accept-Encoding';
  return answer.body.equals(expected) ? undefined : 'not the bytes that were built';
}

test('the build left scripts, styles, WebAssembly and data to serve', () => {
  const kinds = new Set(files.map((path) => extname(path)));
  for (const kind of ['.js', '.css', '.wasm', '.json']) assert.ok(kinds.has(kind), `no ${kind} file in ${DIST}`);
  assert.ok(files.some((path) => PINNED.test(path)) && files.some((path) => !PINNED.test(path)));
  assert.deepEqual([...kinds].filter((kind) => !TYPES[kind]), [], 'the examples name no type for these');
});

for (const name of Object.keys(SERVERS)) {
  describe(`with the example for ${name}`, () => {
    let server;
    before(async () => (server = await startServer(name)));
    after(() => server?.stop());

    test('every file has the type that browsers insist on', async () => {
      const found = await complaints(server.origin, ({ headers }, path) => {
        const type = (headers['content-type'] ?? '').split(';')[0];
        return type === TYPES[extname(path)] ? undefined : `is ${type}`;
      });
      assert.deepEqual(found, []);
    });

    test('browsers get the brotli copies', async () => {
      const found = await complaints(server.origin, (answer, path) => asBuilt(answer, path, 'br', '.br'), { 'accept-encoding': 'gzip, deflate, br, zstd' });
      assert.deepEqual(found, []);
    });

    test('clients without brotli get the gzip copies', async () => {
      const found = await complaints(server.origin, (answer, path) => asBuilt(answer, path, 'gzip', '.gz'), { 'accept-encoding': 'gzip' });
      assert.deepEqual(found, []);
    });

    test('clients without compression get the files themselves', async () => {
      const found = await complaints(server.origin, (answer, path) => asBuilt(answer, path, undefined, '.none'));
      assert.deepEqual(found, []);
    });

    test('a type stays what it is when the file is compressed', async () => {
      const found = await complaints(
        server.origin,
        ({ headers }, path) => ((headers['content-type'] ?? '').startsWith(TYPES[extname(path)]) ? undefined : `is ${headers['content-type']}`),
        { 'accept-encoding': 'br' },
      );
      assert.deepEqual(found, []);
    });

    test('versioned files are kept for a year, the others for five minutes', async () => {
      const found = await complaints(server.origin, ({ headers }, path) => {
        const expected = PINNED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=300, must-revalidate';
        return headers['cache-control'] === expected ? undefined : `cache-control ${headers['cache-control']}`;
      });
      assert.deepEqual(found, []);
    });

    test('any site may load every file', async () => {
      const found = await complaints(
        server.origin,
        ({ headers }) => {
          const { 'access-control-allow-origin': origin, 'cross-origin-resource-policy': resource, 'x-content-type-options': sniffing } = headers;
          return origin === '*' && resource === 'cross-origin' && sniffing === 'nosniff' ? undefined : `${origin}, ${resource}, ${sniffing}`;
        },
        { origin: 'https://www.comune.example.it' },
      );
      assert.deepEqual(found, []);
    });

    test('a page that comes back after five minutes downloads nothing anew', async () => {
      const path = files.find((found) => !PINNED.test(found) && found.endsWith('.js'));
      const first = await get(server.origin, path, { 'accept-encoding': 'br' });
      const second = await get(server.origin, path, { 'accept-encoding': 'br', 'if-none-match': first.headers.etag ?? '' });
      assert.equal(second.status, 304);
      assert.equal(second.headers['access-control-allow-origin'], '*');
      assert.equal(second.body.length, 0);
    });

    test('a missing file is not remembered and its absence can be read by any site', async () => {
      const answer = await get(server.origin, '/widgets/bookings/version/0.0.0/js/bookings.js');
      assert.equal(answer.status, 404);
      assert.doesNotMatch(answer.headers['cache-control'] ?? '', /max-age|immutable/);
      assert.equal(answer.headers['access-control-allow-origin'], '*');
    });

    test('folders are not listed and nothing outside is reachable', async () => {
      assert.ok([403, 404].includes((await get(server.origin, '/widgets/')).status));
      assert.ok([400, 403, 404].includes((await get(server.origin, '/../Cargo.toml')).status));
      assert.ok([400, 403, 404].includes((await get(server.origin, '/%2e%2e/Cargo.toml')).status));
    });
  });
}
