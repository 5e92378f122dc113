// The development core with its three origins (core, widgets, site), as one process per test file on free ports.
import { spawn } from 'node:child_process';
import { setting } from './modules.mjs';

const START_LIMIT_MS = 20_000;

/** Resolves with the first line of JSON on the child's standard output; rejects with all it said when it ends before. */
function firstJsonLine(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const timer = setTimeout(() => reject(new Error(`the development core said nothing within ${START_LIMIT_MS} ms\n${errors}`)), START_LIMIT_MS);
    child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-4000)));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const line = output.split('\n').slice(0, -1).find((found) => found.startsWith('{'));
      if (!line) return;
      clearTimeout(timer);
      resolve(JSON.parse(line));
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the development core ended with ${code}\n${errors}`));
    });
  });
}

/**
 * Starts a development core.
 * @param {{args?: string[], dist?: string, site?: string}} options extra command line options, and folders to serve
 * @returns an object with the origins `core` (including its tenant prefix), `widgets` and `site`, and the helpers below
 */
export async function startStack({ args = [], dist = setting('OC_DIST'), site = setting('OC_SITE') } = {}) {
  const ports = ['--core-port', '0', '--widgets-port', '0', '--site-port', '0'];
  // Its standard input is a pipe from here: when the tests end, however they end, the core ends too.
  const child = spawn(setting('OC_SANDBOX'), [...ports, '--dist', dist, '--site', site, '--json', '--exit-on-stdin-close', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const origins = await firstJsonLine(child);
  const control = new URL('/_sandbox/', origins.core).href;

  async function ask(method, path, body) {
    const answer = await fetch(control + path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /_sandbox/${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    return { answer, value: text ? JSON.parse(text) : null };
  }

  return {
    core: origins.core,
    widgets: origins.widgets,
    site: origins.site,
    /** Back to the seed data; also forgets faults and the request log. */
    reset: async () => void (await ask('POST', 'reset')),
    /** Makes the next matching requests misbehave: `{match, times, fault}` each, see the README of tools/sandbox. */
    faults: async (list) => void (await ask('POST', 'faults', list)),
    clearFaults: async () => void (await ask('DELETE', 'faults')),
    /** Every request since the last reset; with a pattern such as `POST /lang/api/applications`, those that start so. */
    async requests(start = '') {
      const { value } = await ask('GET', 'requests');
      return value.filter((request) => `${request.method} ${request.path}`.startsWith(start));
    },
    clearRequests: async () => void (await ask('DELETE', 'requests')),
    /** Every application the core holds, as the core stores it. */
    applications: async () => (await ask('GET', 'applications')).value,
    /** Moves an application to another status, as an operator would; `message` is what the citizen is told. */
    moveApplication: async (id, status, message) => void (await ask('POST', `applications/${id}`, { status, message })),
    /** Who can log in: `key` is the name for `loginAs` and for a scenario's `citizen`. */
    people: async () => (await ask('GET', 'people')).value,
    /** Gives the browser the session of `citizen` without going through the login page. */
    async loginAs(context, citizen) {
      const { answer } = await ask('POST', 'session', { citizen });
      const cookies = answer.headers.getSetCookie().map((line) => {
        const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
        return { name, value, url: new URL(origins.core).origin, httpOnly: true, sameSite: 'Lax' };
      });
      if (!cookies.length) throw new Error(`the development core gave no session cookie for "${citizen}"`);
      await context.addCookies(cookies);
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000);
      child.stdin.end();
      await ended;
      clearTimeout(impatient);
    },
  };
}
