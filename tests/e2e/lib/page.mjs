// Opens host pages: those of the demonstration site, or any markup a test brings, under the same policy headers.
import { requireTool, setting } from './modules.mjs';
import { Problems } from './problems.mjs';

const { chromium } = requireTool('playwright-core');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function launchBrowser() {
  return chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
}

const policies = new WeakMap();

/** The policy the site sends for `?csp=strict`, asked once per core so that tests and site never drift apart. */
async function strictPolicy(stack) {
  if (!policies.has(stack)) {
    const answer = await fetch(`${stack.site}/index.html?csp=strict`);
    const policy = answer.headers.get('content-security-policy');
    if (!policy) throw new Error('the site sends no policy for ?csp=strict');
    policies.set(stack, policy);
  }
  return policies.get(stack);
}

const fill = (text, stack) => text.replaceAll('{{core}}', stack.core).replaceAll('{{widgets}}', stack.widgets);

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** A whole host page around `html`, whose `{{core}}` and `{{widgets}}` become the origins. */
function hostPage(stack, { html, head = '', lang = 'it', title = 'Comune di prova' }) {
  return fill(
    `<!doctype html><html lang="${escape(lang)}"><head><meta charset="utf-8"><title>${escape(title)}</title>` +
      '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">' +
      `<script src="/oc-test/globals.js"></script>${head}</head><body>${html}</body></html>`,
    stack,
  );
}

/** Assignments of the page's globals as a script file, since strict pages may not have inline ones. */
function globalsScript(stack, globals) {
  return Object.entries(globals)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `window[${JSON.stringify(name)}] = ${fill(JSON.stringify(value), stack)};`)
    .join('\n');
}

/**
 * Opens a page in a fresh context.
 * @param options.path    page of the demonstration site, or the address under which `html` is served
 * @param options.html    body of a host page of the test's own; without it the site's page is opened
 * @param options.head    more for its head
 * @param options.globals window variables set before any other script; needs `html`
 * @param options.csp     'strict' (default), 'none', or a function that makes another policy of the strict one; the last needs `html`
 * @param options.lang    language of the host page and of the browser
 * @param options.width   viewport in CSS pixels, 1280 × 800 unless told
 * @param options.citizen whose session the browser has, see the seeds of tools/sandbox; nobody's unless told
 * @param options.context further options for the browser context
 * @param options.arrange called with the context and the stack before the page is opened, for scripts and routes of a test's own
 * @returns {{page, context, problems, close}}
 */
export async function openPage(browser, stack, options = {}) {
  const { path = options.html === undefined ? '/index.html' : '/prova', csp = 'strict', lang = 'it', width = 1280, height = 800 } = options;
  if (options.globals && options.html === undefined) throw new Error('globals need html: a page of the site brings its own');
  const context = await browser.newContext({ locale: lang, viewport: { width, height }, reducedMotion: 'reduce', ...options.context });
  context.setDefaultTimeout(options.timeout ?? 10_000);
  const problems = await Problems.watch(context);
  if (options.citizen) await stack.loginAs(context, options.citizen);
  await options.arrange?.(context, stack);
  const page = await context.newPage();
  const address = new URL(path, stack.site);
  if (csp === 'strict') address.searchParams.set('csp', 'strict');
  if (options.html !== undefined) {
    // Markup that a test brings comes from no address, so the browser would ask before it lets the page reach this machine.
    await context.grantPermissions(['local-network-access'], { origin: address.origin });
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    if (csp !== 'none') headers['content-security-policy'] = (typeof csp === 'function' ? csp : String)(await strictPolicy(stack));
    await context.route(
      (url) => url.origin === address.origin && url.pathname === address.pathname,
      (route) => route.fulfill({ headers, body: hostPage(stack, options) }),
    );
    await context.route(`${address.origin}/oc-test/globals.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: globalsScript(stack, options.globals ?? {}) }),
    );
  }
  await page.goto(address.href);
  return { page, context, problems, close: () => context.close() };
}
