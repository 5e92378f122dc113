// "Accedi all'area personale": who is shown what, the way in, the menu and the way out.
import assert from 'node:assert/strict';
import { BOX, GLOBALS, hear, heard, recordEvents, script, sessions, settle, style } from './lib/host.mjs';
import { expectFocus, focused, tabTo } from './lib/keyboard.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const HEAD = `<link rel="stylesheet" href="/assets/css/bootstrap-italia.min.css">${style('login-box')}`;
const HEADER = `<header>${BOX}<a href="#dopo" id="dopo">Dopo</a></header>${script('login-box')}`;
const host = (more = {}) => ({ head: HEAD, html: HEADER, arrange: recordEvents, ...more, globals: { ...GLOBALS, ...more.globals } });
const faults = (...list) => ({ before: (stack) => stack.faults(list) });

const login = (page) => page.getByRole('button', { name: "Accedi all'area personale" });
const direct = (page) => page.locator('.oc-login-box').getByRole('link', { name: "Accedi all'area personale" });
const opener = (page) => page.locator('oc-login-box button[aria-expanded]');
const menu = (page) => page.locator('oc-login-box nav');
const state = (page) => opener(page).getAttribute('aria-expanded');
const links = (page) => page.locator('.oc-login-box a').evaluateAll((list) => list.map((link) => [link.textContent, link.getAttribute('href')]));

const CITIZEN = [['Profilo', '/user/profile'], ['Area personale', '/user/'], ['Pratiche', '/pratiche/'], ['Documenti', '/documenti/'], ['Pagamenti', '/user/payments/'], ['Esci', '/logout']];
const OPERATOR = [['Profilo', '/operatori/profile'], ['Dashboard', '/operatori/'], ['Esci', '/operatori/logout']];
const below = (stack, entries) => entries.map(([label, path]) => [label, stack.core + path]);

// ---- Who is there ----

scenario('a citizen who is not logged in finds the login button', host(), async ({ page, stack }) => {
  await login(page).waitFor();
  assert.equal(await page.locator('oc-login-box button[aria-expanded]').count(), 0);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
});

scenario('a citizen with a session finds the name in capitals and six entries', host({ citizen: 'vittorino' }), async ({ page, stack }) => {
  await opener(page).waitFor();
  assert.equal((await opener(page).innerText()).trim(), 'VITTORINO COLIANDRO');
  await opener(page).click();
  await menu(page).waitFor();
  assert.deepEqual(await links(page), below(stack, CITIZEN));
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
});

scenario('an operator finds the entries of the back office', host({ citizen: 'operatore' }), async ({ page, stack }) => {
  await opener(page).click();
  assert.equal((await opener(page).innerText()).trim(), 'OLGA SPORTELLO');
  assert.deepEqual(await links(page), below(stack, OPERATOR));
});

scenario('where the site has a menu of its own, only the way out is there', host({ citizen: 'vittorino', globals: { OC_USER_MENU_DISABLED: true } }), async ({ page, stack }) => {
  const out = page.getByRole('link', { name: 'Esci' });
  await out.waitFor();
  assert.deepEqual(await links(page), below(stack, [['Esci', '/logout']]));
  assert.match(await out.getAttribute('title'), /vittorino coliandro/i);
  assert.equal(await opener(page).count(), 0);
});

scenario('an operator leaves the back office, also without the menu', host({ citizen: 'operatore', globals: { OC_USER_MENU_DISABLED: 'true' } }), async ({ page, stack }) => {
  await page.getByRole('link', { name: 'Esci' }).waitFor();
  assert.deepEqual(await links(page), below(stack, [['Esci', '/operatori/logout']]));
});

scenario('quotes and markup in a name are text', host({ citizen: 'anna' }), async ({ page }) => {
  await opener(page).click();
  assert.equal((await opener(page).innerText()).trim(), `ANNA "NINA" <SCRIPT>ALERT(1)</SCRIPT> D'ANGELO & FIGLI`);
  assert.match(await menu(page).getAttribute('aria-label'), /Anna "Nina" <script>/i);
  assert.equal(await page.locator('oc-login-box script').count(), 0);
});

const USERS = 'GET /api/users/';
const AUTH = 'GET /api/session-auth';

for (const [words, fault] of Object.entries({
  'answers 401': { status: 401 },
  'answers 403': { status: 403 },
  'answers with an HTML page': { kind: 'wrong_type' },
  'answers a token that is none': { status: 200, body: { token: 'abc' } },
  'answers a list': { status: 200, body: [] },
  'is cut short': { kind: 'cut' },
  'closes the connection': { kind: 'drop' },
  'leads to the login page': { kind: 'redirect_login' },
  'keeps failing with 500': { status: 500 },
})) {
  scenario(`when the session ${words}, the citizen can log in`, host({ citizen: 'vittorino', ...faults({ match: AUTH, fault }) }), async ({ page, problems, stack }) => {
    await login(page).waitFor();
    await login(page).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual((await sessions(stack)).anonymous, 0);
    tolerate(problems);
  });
}

/** What the browser itself says of failed requests. */
function tolerate(problems) {
  const said = [/^status \d{3}/, /^request failed/, /^console: Access to fetch/];
  problems.allow(...said.filter((pattern) => problems.unexpected().some((text) => pattern.test(text))));
}

scenario('a session that fails once is asked for again', host({ citizen: 'vittorino', ...faults({ match: AUTH, times: 1, fault: { status: 503 } }) }), async ({ page, problems }) => {
  await opener(page).waitFor();
  assert.equal((await opener(page).innerText()).trim(), 'VITTORINO COLIANDRO');
  tolerate(problems);
});

for (const [words, fault] of Object.entries({
  'answers 404': { status: 404 },
  'keeps failing with 500': { status: 500 },
  'is an HTML page': { kind: 'wrong_type' },
  'is empty': { status: 200, body: {} },
  'has names that are none': { status: 200, body: { nome: 5, cognome: null } },
})) {
  scenario(`when the profile ${words}, the menu works without the name`, host({ citizen: 'vittorino', ...faults({ match: USERS, fault }) }), async ({ page, problems, stack }) => {
    await opener(page).click();
    assert.equal((await opener(page).innerText()).trim(), 'AREA PERSONALE');
    assert.deepEqual(await links(page), below(stack, CITIZEN));
    tolerate(problems);
  });
}

scenario('a citizen whose token is refused can log in', host({ citizen: 'vittorino', ...faults({ match: USERS, fault: { kind: 'expired_token' } }) }), async ({ page, problems }) => {
  await login(page).waitFor();
  tolerate(problems);
});

for (const citizen of [undefined, 'vittorino']) {
  scenario(`nothing flickers while the core takes its time to tell that ${citizen ? 'a citizen' : 'nobody'} is there`, host({ citizen, ...faults({ match: AUTH, fault: { kind: 'delay', ms: 1500 } }) }), async ({ page, context }) => {
    await hear(context, 'oc-ready');
    const seen = await page.evaluate(async () => {
      const seen = new Set();
      const box = document.querySelector('oc-login-box');
      for (let end = performance.now() + 8000; performance.now() < end; ) {
        if (seen.size === 2) end = Math.min(end, performance.now() + 300);
        const shown = [...box.querySelectorAll('button, a')].filter((element) => element.checkVisibility());
        seen.add(shown.map((element) => element.innerText.trim()).join('|'));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return [...seen];
    });
    assert.deepEqual(seen, ['', citizen ? 'VITTORINO COLIANDRO' : "Accedi all'area personale"]);
  });
}

// ---- The way in ----

scenario('the pop-up names the ways of logging in, keeps the focus, and gives it back', host({ globals: { OC_AUTH_LABEL: 'SPID/CNS/EIDAS/CIE' } }), async ({ page }) => {
  await tabTo(page, login(page));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'SPID/CNS/EIDAS/CIE' });
  await dialog.waitFor();
  const enter = dialog.getByRole('link', { name: 'Entra con SPID/CNS/EIDAS/CIE' });
  assert.ok(await dialog.evaluate((element) => element.contains(document.activeElement)), `focus is on ${await focused(page)}`);
  await tabTo(page, enter, { limit: 4 });
  // Further stops may be the browser's own, never the page behind.
  for (let stop = 0; stop < 4; stop += 1) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest('dialog')), await focused(page));
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expectFocus(page, /^button "Accedi all'area personale"$/);
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Chiudi' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expectFocus(page, /^button "Accedi all'area personale"$/);
});

scenario('markup in the title of the pop-up is text', host({ globals: { OC_AUTH_LABEL: '<img src=x onerror=alert(1)>"SPID"' } }), async ({ page }) => {
  await login(page).click();
  await page.getByRole('heading', { name: '<img src=x onerror=alert(1)>"SPID"' }).waitFor();
  assert.equal(await page.locator('oc-login-box img').count(), 0);
});

for (const [words, extra] of Object.entries({ 'in the pop-up': {}, 'of the direct button': { OC_SPID_BUTTON: 'true' } })) {
  scenario(`the link ${words} comes back to exactly this page`, host({ path: '/prova?q=a%20b&c=d%26e#sezione-2', globals: extra }), async ({ page, stack }) => {
    if (!extra.OC_SPID_BUTTON) await login(page).click();
    const link = page.locator('.oc-login-box a');
    await link.waitFor();
    const target = new URL(await link.getAttribute('href'));
    assert.equal(target.href.split('?')[0], `${stack.core}/login`);
    assert.equal(target.searchParams.get('return-url'), page.url());
    assert.match(page.url(), /q=a\+b&c=d%26e&csp=strict#sezione-2$/);
  });
}

scenario('a citizen who moved within the page comes back to where they were', host({ globals: { OC_SPID_BUTTON: 'true' } }), async ({ page }) => {
  await direct(page).waitFor();
  await page.evaluate(() => history.pushState(null, '', '/prova?passo=2#dati'));
  await direct(page).click();
  await page.waitForURL(/\/login/);
  assert.match(new URL(page.url()).searchParams.get('return-url'), /\/prova\?passo=2#dati$/);
});

scenario('an address of the login page with a query of its own keeps it', host({ globals: { OC_AUTH_URL: '{{core}}/login?idp=cie', OC_SPID_BUTTON: 1 } }), async ({ page, stack }) => {
  const href = await direct(page).getAttribute('href');
  assert.ok(href.startsWith(`${stack.core}/login?idp=cie&return-url=http`), href);
});

scenario('a citizen logs in, comes back to the same page by name, and logs out', { path: '/index.html?da=qui#novita', arrange: recordEvents }, async ({ page, context, stack }) => {
  await hear(context, 'oc-ready');
  const start = page.url();
  await direct(page).click();
  await page.getByRole('heading', { name: /Accedi/ }).waitFor();
  await page.locator('button[data-person="vittorino"]').click();
  await opener(page).waitFor();
  assert.equal(page.url(), start);
  assert.equal((await opener(page).innerText()).trim(), 'VITTORINO COLIANDRO');
  assert.deepEqual((await hear(context, 'oc-login')).map((note) => note.detail), [{ widget: 'login-box', role: 'citizen' }]);
  await opener(page).click();
  await page.getByRole('link', { name: 'Esci' }).click();
  await page.waitForURL(`${stack.core}/it/`);
  assert.deepEqual(heard(context, 'oc-logout').map((note) => note.detail), [{ widget: 'login-box' }]);
  await page.goto(start);
  await hear(context, 'oc-ready', 3);
  await direct(page).waitFor();
  assert.equal(await opener(page).count(), 0);
});

scenario('a login in another tab shows in this one, and the tab that was opened for it closes', host(), async ({ page, context, stack }) => {
  await login(page).waitFor();
  await stack.loginAs(context, 'vittorino');
  const opened = context.waitForEvent('page');
  await page.evaluate(() => void window.open(`${location.href}#oc-login`));
  const tab = await opened;
  const closed = tab.isClosed() || tab.waitForEvent('close');
  await opener(page).waitFor();
  assert.equal((await opener(page).innerText()).trim(), 'VITTORINO COLIANDRO');
  await closed;
  assert.ok((await hear(context, 'oc-login')).every((note) => note.detail.role === 'citizen'));
});

scenario('a login in a tab the citizen opened shows in this one, and that tab stays', host(), async ({ page, context, stack }) => {
  await login(page).waitFor();
  await stack.loginAs(context, 'lotte');
  const tab = await context.newPage();
  await tab.goto(`${page.url()}#oc-login`);
  await opener(page).waitFor();
  assert.equal((await opener(page).innerText()).trim(), 'LOTTE MÜLLER');
  await opener(tab).waitFor();
  assert.equal(tab.isClosed(), false);
});

scenario('a citizen who has typed something logs in next to it: nothing typed is lost', { path: '/richiedi_assistenza.html', arrange: recordEvents }, async ({ page, context }) => {
  const details = page.locator('oc-helpdesk').getByLabel(/^Dettagli/);
  await details.fill('Il lampione è spento.');
  const opened = context.waitForEvent('page');
  await direct(page).click();
  const tab = await opened;
  await tab.locator('button[data-person="vittorino"]').click();
  await opener(page).waitFor();
  assert.equal((await opener(page).innerText()).trim(), 'VITTORINO COLIANDRO');
  if (!tab.isClosed()) await tab.waitForEvent('close');
  assert.equal(await details.inputValue(), 'Il lampione è spento.');
  assert.equal(await page.locator('oc-helpdesk').getByLabel(/^Nome/).inputValue(), 'Vittorino');
});

// ---- The menu ----

scenario('the menu opens and closes by mouse, and closes when something else is clicked', host({ citizen: 'vittorino' }), async ({ page }) => {
  await opener(page).waitFor();
  assert.deepEqual([await state(page), await menu(page).isVisible()], ['false', false]);
  assert.equal(await opener(page).getAttribute('aria-controls'), await menu(page).getAttribute('id'));
  await opener(page).click();
  await menu(page).waitFor();
  assert.equal(await state(page), 'true');
  await opener(page).click();
  await menu(page).waitFor({ state: 'hidden' });
  assert.equal(await state(page), 'false');
  await opener(page).click();
  await menu(page).waitFor();
  await page.mouse.click(600, 700);
  await menu(page).waitFor({ state: 'hidden' });
});

for (const key of ['Enter', 'Space', 'ArrowDown']) {
  scenario(`${key} opens the menu, arrows walk through it, Escape closes it and gives the focus back`, host({ citizen: 'vittorino' }), async ({ page }) => {
    await opener(page).waitFor();
    await tabTo(page, opener(page));
    await page.keyboard.press(key);
    await menu(page).waitFor();
    assert.equal(await state(page), 'true');
    if (key !== 'ArrowDown') await page.keyboard.press('ArrowDown');
    await on(page, 'Profilo');
    for (const [press, label] of [['ArrowDown', 'Area personale'], ['ArrowUp', 'Profilo'], ['ArrowUp', 'Esci'], ['ArrowDown', 'Profilo'], ['End', 'Esci'], ['Home', 'Profilo']]) {
      await page.keyboard.press(press);
      await on(page, label);
    }
    await page.keyboard.press('Escape');
    await menu(page).waitFor({ state: 'hidden' });
    await on(page, /vittorino coliandro/i);
    assert.equal(await state(page), 'false');
  });
}

/** Waits until the element with this text has the focus. */
const on = (page, label) => expectFocus(page, label instanceof RegExp ? label : { test: (text) => text.endsWith(` "${label}"`) });

scenario('Tab walks through the open menu and closes it when it leaves', host({ citizen: 'vittorino' }), async ({ page }) => {
  await opener(page).waitFor();
  await tabTo(page, opener(page));
  await page.keyboard.press('Enter');
  for (const [label] of CITIZEN) await tabTo(page, page.locator('oc-login-box').getByRole('link', { name: label, exact: true }), { limit: 1 });
  assert.equal(await state(page), 'true');
  await tabTo(page, page.locator('#dopo'), { limit: 1 });
  await menu(page).waitFor({ state: 'hidden' });
  assert.equal(await state(page), 'false');
  await expectFocus(page, /^a "Dopo"$/);
});

scenario('keys that mean nothing to the closed menu keep their meaning in the page', host({ citizen: 'vittorino', html: `${HEADER}<div>${'<p>Testo</p>'.repeat(80)}</div>` }), async ({ page }) => {
  await opener(page).waitFor();
  await tabTo(page, opener(page));
  await page.keyboard.press('End');
  await page.waitForFunction(() => scrollY > 0);
  assert.equal(await state(page), 'false');
});

scenario('an entry chosen by keyboard leads to its page', host({ citizen: 'vittorino' }), async ({ page, stack }) => {
  await opener(page).waitFor();
  await tabTo(page, opener(page));
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await on(page, 'Pratiche');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${stack.core}/it/pratiche/`);
  await settle(page, 50);
});
