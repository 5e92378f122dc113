// The widgets as a part of somebody else's page: its language, its settings, its layout, its policy, and nothing of it touched.
import assert from 'node:assert/strict';
import { BOX, GLOBALS, SUBSTITUTE, downloads, hear, heard, recordEvents, script, sessions, settle, style } from './lib/host.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const host = (more = {}) => ({ html: BOX + script('login-box'), arrange: recordEvents, ...more, globals: { ...GLOBALS, ...more.globals } });
const login = (page) => page.getByRole('button', { name: "Accedi all'area personale" });
const opener = (page) => page.locator('oc-login-box button[aria-expanded]');
const href = async (page) => new URL(await page.locator('.oc-login-box a').first().getAttribute('href'));

// ---- Language ----

const WORDS = { it: "Accedi all'area personale", de: 'Zum persönlichen Bereich anmelden', en: 'Log in to your personal area' };
const catalogues = (stack) => downloads(stack, '/messages.');

for (const lang of ['it', 'de', 'en']) {
  scenario(`a page in "${lang}" has the button in that language, and downloads that language alone`, host({ lang }), async ({ page, stack }) => {
    await page.getByRole('button', { name: WORDS[lang] }).waitFor();
    const files = await catalogues(stack);
    assert.equal(files.length, 1, files.join());
    assert.match(files[0], new RegExp(`messages\\.${lang}\\.`));
  });
}

scenario('a language is understood however the page writes it, and one we do not have is Italian', host({ html: script('login-box') }), async ({ page }) => {
  for (const [written, expected] of [['de-AT', 'de'], ['EN_us', 'en'], ['DE', 'de'], ['fr', 'it'], ['', 'it'], ['it-IT', 'it'], ['zh-Hant', 'it']]) {
    await page.evaluate((lang) => {
      document.documentElement.lang = lang;
      document.querySelector('oc-login-box')?.remove();
      document.body.append(document.createElement('oc-login-box'));
    }, written);
    await page.getByRole('button', { name: WORDS[expected] }).waitFor();
  }
});

scenario('the language nearest to the place counts, and two languages live on one page', host({ lang: 'en', html: `<div lang="de"><section>${BOX}</section></div><oc-login-box lang="it"></oc-login-box><oc-login-box></oc-login-box>${script('login-box')}` }), async ({ page, stack }) => {
  for (const words of Object.values(WORDS)) await page.getByRole('button', { name: words }).waitFor();
  assert.equal((await catalogues(stack)).length, 3);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
});

scenario('what goes wrong is said in the language of the page', host({ lang: 'de', before: (stack) => stack.faults([{ match: 'GET /runtime/*/runtime.js', fault: { status: 404 } }]) }), async ({ page, problems }) => {
  await page.getByRole('alert').filter({ hasText: 'Der Dienst ist derzeit nicht verfügbar.' }).waitFor();
  await page.getByRole('button', { name: 'Erneut versuchen' }).waitFor();
  problems.allow(/^status 404/);
});

// ---- Settings ----

const warnings = (page) => {
  const list = [];
  page.on('console', (message) => message.type() === 'warning' && list.push(message.text()));
  return list;
};

/** Puts a fresh box into the page after setting a global, since a widget reads its settings when it starts. */
const boxWith = async (page, name, value) => {
  await page.evaluate(
    ([name, value]) => {
      window[name] = value;
      document.querySelector('oc-login-box')?.remove();
      document.body.append(document.createElement('oc-login-box'));
    },
    [name, value],
  );
  await page.locator('.oc-login-box :is(button, a)').first().waitFor();
};

const SWITCHES = [[true, true], [false, false], ['true', true], ['', false], ['1', true], [0, false], [1, true], ['false', false], ["'true'", true], ['0', false], ['TRUE', true], [null, false]];

scenario('a switch is understood however the site prints it', host({ html: script('login-box') }), async ({ page, context }) => {
  const noted = warnings(page);
  for (const [value, on] of SWITCHES) {
    await boxWith(page, 'OC_SPID_BUTTON', value);
    assert.equal(await login(page).count(), on ? 0 : 1, `OC_SPID_BUTTON = ${JSON.stringify(value)}`);
  }
  assert.deepEqual([noted, heard(context, 'oc-error')], [[], []]);
});

const ODD = {
  OC_SPID_BUTTON: ['true or false', 'forse', 7],
  OC_USER_MENU_DISABLED: ['true or false', { a: 1 }, 'sì'],
  OC_AUTH_LABEL: ['a text', ['SPID'], { text: 'SPID' }],
  OC_AUTH_URL: ['an http(s) address', 'javascript:alert(1)', '//evil.example/login', 'https://user:pass@evil.example', { href: 'x' }],
};

for (const [name, [expected, ...values]] of Object.entries(ODD)) {
  scenario(`a value of ${name} that cannot be used is named, and the box works on`, host({ html: script('login-box') }), async ({ page, context, stack }) => {
    const noted = warnings(page);
    for (const value of values) {
      await boxWith(page, name, value);
      await login(page).click();
      assert.equal((await href(page)).href.split('?')[0], `${stack.core}/login`, JSON.stringify(value));
    }
    const message = `setting ${name} ignored: expected ${expected}`;
    assert.deepEqual(noted, values.map(() => `oc-login-box: ${message}`));
    assert.deepEqual(heard(context, 'oc-error').map((note) => note.detail), values.map(() => ({ widget: 'login-box', kind: 'setting', message })));
  });
}

// Here the script's host is no core: the browser keeps its answer from the page, and nobody is logged in.
const NO_CORE = [/^console: Access to fetch at '[^']*session-auth/, /^request failed: GET [^ ]*session-auth/];

scenario('without a usable OC_BASE_URL the box turns to the host of its script', host({ html: script('login-box'), globals: { OC_AUTH_URL: '' } }), async ({ page, context, stack, problems }) => {
  const noted = warnings(page);
  for (const value of ['', '1', true, 'null', 5, 'javascript:alert(1)', 'data:text/html,x']) {
    await boxWith(page, 'OC_BASE_URL', value);
    await login(page).click();
    assert.equal((await href(page)).href.split('?')[0], `${stack.widgets}/lang/login`, JSON.stringify(value));
  }
  assert.equal((await stack.requests('GET /lang/api/session-auth')).filter((request) => request.server === 'widgets').length, 1);
  assert.deepEqual(noted.filter((text) => text.includes('OC_')), Array(2).fill('oc-login-box: setting OC_BASE_URL ignored: expected an http(s) address'));
  assert.equal(heard(context, 'oc-error').length, 2);
  problems.allow(...NO_CORE);
});

scenario('a page without any setting works with the host of the script', { html: BOX + script('login-box'), arrange: recordEvents }, async ({ page, stack, problems }) => {
  await login(page).click();
  assert.equal((await href(page)).href.split('?')[0], `${stack.widgets}/lang/login`);
  problems.allow(...NO_CORE);
});

scenario('the spelling OC_AUTHURL of old snippets works, and attributes win over settings of the page', host({ globals: { OC_AUTH_URL: '', OC_AUTHURL: 'https://sso.example/entra', OC_SPID_BUTTON: true }, html: `<oc-login-box></oc-login-box><oc-login-box auth-url="https://altrove.example/" spid-button="false" auth-label="CIE"></oc-login-box>${script('login-box')}` }), async ({ page }) => {
  await page.locator('.oc-login-box a').first().waitFor();
  assert.equal((await href(page)).href.split('?')[0], 'https://sso.example/entra');
  await login(page).click();
  const link = page.getByRole('dialog', { name: 'CIE' }).getByRole('link', { name: 'Entra con CIE' });
  assert.match(await link.getAttribute('href'), /^https:\/\/altrove\.example\?return-url=/);
});

scenario('an element of the page that is called like a setting is not taken for one', host({ html: `<p id="OC_AUTH_LABEL">x</p><a id="OC_AUTH_URL" href="javascript:alert(1)">y</a>${BOX}${script('login-box')}`, globals: { OC_AUTH_URL: undefined } }), async ({ page, stack, context }) => {
  await login(page).click();
  assert.equal((await href(page)).href.split('?')[0], `${stack.core}/login`);
  assert.ok(heard(context, 'oc-error').every((note) => note.detail.kind === 'setting'));
});

// ---- What the host page hears and keeps ----

scenario('events tell the host what happens and nothing about the person', host({ citizen: 'anna' }), async ({ page, context }) => {
  await opener(page).click();
  await page.evaluate(() => document.addEventListener('click', (event) => event.target.closest('a') && event.preventDefault()));
  await page.getByRole('link', { name: 'Esci' }).click();
  await hear(context, 'oc-logout');
  assert.deepEqual(heard(context), [
    { name: 'oc-ready', element: 'oc-login-box', composed: true, detail: { widget: 'login-box' } },
    { name: 'oc-login', element: 'oc-login-box', composed: true, detail: { widget: 'login-box', role: 'citizen' } },
    { name: 'oc-logout', element: 'oc-login-box', composed: true, detail: { widget: 'login-box' } },
  ]);
  assert.doesNotMatch(JSON.stringify(heard(context)), /anna|angelo|DNGNNA|308d27a3|@/i);
});

scenario('a listener of the host that throws harms nobody', { html: '<p>Prova</p>' }, async ({ open }) => {
  const { page, problems } = await open(host({ citizen: 'vittorino', arrange: async (context) => {
    await recordEvents(context);
    await context.addInitScript(() => ['oc-ready', 'oc-login'].forEach((name) => addEventListener(name, () => { throw new Error('host'); })));
  } }));
  await opener(page).click();
  await page.getByRole('link', { name: 'Pratiche' }).waitFor();
  problems.allow(/^page error: host/);
});

scenario('no cookie is set, nothing is stored, and the page keeps its globals and its content', { path: '/richiedi_assistenza.html', citizen: 'vittorino', arrange: async (context) => {
  await recordEvents(context);
  await context.addInitScript(() => (window.ocTestGlobals = Object.getOwnPropertyNames(window)));
} }, async ({ page, context, stack }) => {
  await hear(context, 'oc-ready', 2);
  const setters = [];
  context.on('response', async (response) => (await response.headersArray()).some(({ name }) => name.toLowerCase() === 'set-cookie') && setters.push(response.url()));
  await page.reload();
  await hear(context, 'oc-ready', 4);
  await opener(page).click();
  await settle(page);
  assert.deepEqual(setters, []);
  assert.deepEqual((await context.cookies()).map((cookie) => cookie.name), ['PHPSESSID']);
  const kept = await page.evaluate(async () => ({
    cookie: document.cookie,
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    globals: Object.getOwnPropertyNames(window).filter((name) => !window.ocTestGlobals.includes(name)),
    symbols: Object.getOwnPropertySymbols(window).map(String),
    name: window.name,
  }));
  assert.deepEqual({ ...kept, globals: kept.globals.sort() }, {
    cookie: '', local: {}, session: {}, databases: [], caches: [], symbols: ['Symbol(oc-widgets)'], name: '',
    globals: ['OC_AUTH_LABEL', 'OC_AUTH_URL', 'OC_BASE_URL', 'OC_PRIVACY_URL', 'OC_SPID_BUTTON', 'ocTestGlobals'],
  });
  // Everything outside the places is as the site sent it.
  const sent = await (await fetch(`${stack.site}/richiedi_assistenza.html`)).text();
  const differs = await page.evaluate((sent) => {
    const bare = (root) => {
      root.querySelectorAll('#oc-login-box, #oc-helpdesk, app-widget, script').forEach((element) => {
        element.replaceChildren();
        // The mark of a widget that is there.
        delete element.dataset.oc;
      });
      return root.innerHTML.replace(/\s+/g, ' ').trim();
    };
    const [now, then] = [document.body.cloneNode(true), new DOMParser().parseFromString(sent, 'text/html').body].map(bare);
    return now === then ? '' : now;
  }, sent);
  assert.equal(differs, '');
});

// ---- Layout ----

/** What the browser sees moving on the page without being asked; the site's own fonts, which do so too, are kept away. */
async function watchShifts(context) {
  await recordEvents(context);
  await context.route('**/*.woff2', (route) => route.fulfill({ status: 404 }));
  await context.addInitScript(() => {
    window.ocTestShifts = [];
    addEventListener('load', () => (window.ocTestSubstitute = !!document.querySelector('oc-login-box a[href$="/login"]')));
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        const moved = sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName} ${node?.className ?? ''} ${previousRect.x},${previousRect.y} → ${currentRect.x},${currentRect.y}`);
        window.ocTestShifts.push({ value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

const NO_FONTS = /^status 404: GET .*\.woff2$/;
const SLOWLY = { arrange: watchShifts, before: (stack) => stack.faults([{ match: 'GET /runtime/*/runtime.js', fault: { kind: 'delay', ms: 1500 } }, { match: 'GET /api/session-auth', fault: { kind: 'delay', ms: 300 } }]) };

for (const width of [1280, 360]) {
  scenario(`nothing on the page moves while the box appears at ${width} pixels`, { width, ...SLOWLY }, async ({ page, context, problems }) => {
    await hear(context, 'oc-ready');
    await page.locator('.oc-login-box a').waitFor();
    await settle(page);
    assert.deepEqual(await page.evaluate(() => [window.ocTestSubstitute, window.ocTestShifts]), [true, []]);
    problems.allow(NO_FONTS);
  });

  scenario(`a citizen's name makes room for itself sideways only at ${width} pixels`, { width, citizen: 'anna', ...SLOWLY }, async ({ page, problems }) => {
    await opener(page).waitFor();
    await settle(page);
    const shifts = await page.evaluate(() => window.ocTestShifts);
    // On a small screen the button is an icon, whoever is there.
    assert.equal(shifts.length > 0, width === 1280, 'the watcher sees what moves');
    for (const line of shifts.flatMap(({ moved }) => moved)) {
      const [, before, after] = /,([-\d.]+) → [-\d.]+,([-\d.]+)$/.exec(line);
      assert.equal(before, after, line);
    }
    problems.allow(NO_FONTS);
  });
}

scenario('the substitute holds the place of the box, so that the header keeps its height', { citizen: 'vittorino', arrange: recordEvents, before: (stack) => stack.faults([{ match: 'GET /runtime/*/runtime.js', fault: { kind: 'delay', ms: 1500 } }]) }, async ({ page }) => {
  const height = () => page.locator('header').evaluate((header) => header.getBoundingClientRect().height);
  await page.getByRole('link', { name: "Accedi all'area personale" }).waitFor();
  const before = await height();
  await opener(page).waitFor();
  assert.equal(await height(), before);
});

scenario('the variant with Bootstrap Italia leaves the rest of a page without it alone', { path: '/senza-bootstrap.html', arrange: recordEvents }, async ({ page, context, stack }) => {
  await page.locator('app-widget').scrollIntoViewIfNeeded();
  await hear(context, 'oc-ready', 3);
  const look = () => page.locator('main > p > a.btn').evaluate((link) => ['color', 'display', 'borderStyle', 'padding', 'fontFamily'].map((name) => getComputedStyle(link)[name]));
  const dressed = await look();
  await page.evaluate(() => document.querySelectorAll('link[rel=stylesheet][href*="/widgets/"]').forEach((link) => link.remove()));
  assert.deepEqual(dressed, await look());
  const sheets = (await downloads(stack, '.css')).map((file) => file.split('/').at(-1));
  assert.deepEqual(sheets.sort(), ['helpdesk.css', 'login-box.css', 'satisfy.css']);
});
