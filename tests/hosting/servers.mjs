// Starts the web servers with the example files of static/server, as plain processes on the loopback interface.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with ./oc test hosting`);
  return value;
}

const EXAMPLES = new URL('../../static/server/', import.meta.url);

/** Replaces `from` in `text`; an example that changed its wording must not be tested half substituted. */
function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`the example no longer says "${from}"`);
  return text.replaceAll(from, to);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function nginx(dir, port) {
  let site = readFileSync(new URL('nginx.conf.example', EXAMPLES), 'utf8');
  site = replaced(site, 'listen 80;', `listen 127.0.0.1:${port};`);
  site = replaced(site, '/srv/opencity-widgets/dist', setting('OC_DIST'));
  writeFileSync(join(dir, 'site.conf'), site);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(dir, name)};`);
  const lines = [
    `load_module ${setting('NGINX_BROTLI')};`,
    // Started by root it would read the files as another user, who may not be allowed into this checkout.
    ...(userInfo().uid === 0 ? ['user root;'] : []),
    `daemon off; worker_processes 1; pid ${join(dir, 'pid')}; error_log stderr warn;`,
    `events {} http { access_log off; ${temporary.join(' ')} include ${join(dir, 'site.conf')}; }`,
  ];
  writeFileSync(join(dir, 'nginx.conf'), lines.join('\n'));
  return [setting('NGINX'), ['-p', dir, '-e', 'stderr', '-c', join(dir, 'nginx.conf')]];
}

function caddy(dir, port) {
  let site = readFileSync(new URL('Caddyfile.example', EXAMPLES), 'utf8');
  site = replaced(site, '\nwidgets.example.org {', `\nhttp://127.0.0.1:${port} {`);
  site = replaced(site, '/srv/opencity-widgets/dist', setting('OC_DIST'));
  writeFileSync(join(dir, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
  return [setting('CADDY'), ['run', '--config', join(dir, 'Caddyfile'), '--adapter', 'caddyfile']];
}

export const SERVERS = { nginx, caddy };

/** One request without any help from a client library: headers as sent, body as bytes. */
export function get(origin, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.get(origin + path, { headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
  });
}

/** Starts `name` and resolves with its origin and a `stop` once it answers. */
export async function startServer(name) {
  const dir = mkdtempSync(join(tmpdir(), `oc-${name}-`));
  mkdirSync(join(dir, 'home'));
  const port = await freePort();
  const [program, args] = SERVERS[name](dir, port);
  const home = join(dir, 'home');
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
  let ended = false;
  const end = new Promise((resolve) => child.once('close', resolve)).then(() => (ended = true));
  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await end;
    clearTimeout(impatient);
    rmSync(dir, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    try {
      await get(origin, '/');
      return { origin, stop };
    } catch {
      if (ended || tries > 100) {
        await stop();
        throw new Error(`${name} does not answer:\n${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
