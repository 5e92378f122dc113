// Every state of the login box as people see it: accessible, in three languages, wide and narrow, and pictured for review.
import assert from 'node:assert/strict';
import { expectNoViolations } from './lib/axe.mjs';
import { BOX, GLOBALS, hear, recordEvents, script, style } from './lib/host.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

const LANGUAGES = ['it', 'de', 'en'];
const WORDS = { it: "Accedi all'area personale", de: 'Zum persönlichen Bereich anmelden', en: 'Log in to your personal area' };

/** A header as Bootstrap Italia's sites have it, with the box in its place. */
const HEADER = `<header class="it-header-wrapper"><div class="it-header-slim-wrapper"><div class="container"><div class="row"><div class="col-12">
  <div class="it-header-slim-wrapper-content"><span class="navbar-brand">Regione</span><div class="it-header-slim-right-zone">${BOX}</div></div>
  </div></div></div></div></header><main class="container py-5"><h1>Prova</h1><p class="lead">Una pagina del sito.</p></main>${script('login-box')}`;
const HEAD = `<link rel="stylesheet" href="/assets/css/bootstrap-italia.min.css">${style('login-box')}`;

const opener = (page) => page.locator('oc-login-box button[aria-expanded]');
const checking = (stack) => stack.faults([{ match: 'GET /api/session-auth', fault: { kind: 'delay', ms: 20_000 } }]);

const STATES = {
  checking: { before: checking, show: ({ page }) => page.locator('oc-login-box').getByRole('status').waitFor({ state: 'attached' }) },
  'logged-out': { show: ({ page }, lang) => page.getByRole('button', { name: WORDS[lang] }).waitFor() },
  direct: { globals: { OC_SPID_BUTTON: true }, show: ({ page }, lang) => page.locator('oc-login-box div').getByRole('link', { name: WORDS[lang] }).waitFor() },
  dialog: {
    show: async ({ page }, lang) => {
      await page.getByRole('button', { name: WORDS[lang] }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'logged-in': { citizen: 'vittorino', show: ({ page }) => opener(page).waitFor() },
  menu: {
    citizen: 'lotte',
    show: async ({ page }) => {
      await opener(page).click();
      await page.locator('oc-login-box nav').waitFor();
    },
  },
  'long-name': {
    citizen: 'anna',
    show: async ({ page }) => {
      await opener(page).click();
      await page.locator('oc-login-box nav').waitFor();
    },
  },
  operator: {
    citizen: 'operatore',
    show: async ({ page }) => {
      await opener(page).click();
      await page.locator('oc-login-box nav').waitFor();
    },
  },
  'logout-only': { citizen: 'vittorino', globals: { OC_USER_MENU_DISABLED: true }, show: ({ page }) => page.locator('oc-login-box div > a').waitFor() },
};

for (const [name, { show, before, ...more }] of Object.entries(STATES)) {
  scenario(`the login box is accessible and fits: ${name}`, { html: '<p>Prova</p>', before }, async ({ open }) => {
    for (const lang of LANGUAGES) {
      const visit = await open({ head: HEAD, html: HEADER, lang, arrange: recordEvents, ...more, globals: { ...GLOBALS, ...more.globals } });
      await hear(visit.context, 'oc-ready');
      await show(visit, lang);
      const { page } = visit;
      // English is between the two in length.
      if (lang !== 'en') await shoot(page, `login-box-${name}-${lang}`);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await expectNoViolations(page, 'oc-login-box');
      }
      await expectNoSidewaysScroll(page, 320);
      // What opens has to be on the screen, also on a small one.
      const outside = await page.locator('oc-login-box :is(a, button)').evaluateAll((list) =>
        list.filter((element) => element.checkVisibility()).map((element) => [element.textContent.trim(), element.getBoundingClientRect()]).filter(([, box]) => box.left < 0 || box.right > innerWidth).map(([text]) => text),
      );
      assert.deepEqual(outside, []);
      await visit.close();
    }
  });
}

scenario('the menu stays on a small screen wherever the site puts the box', { html: '<p>Prova</p>' }, async ({ open }) => {
  const { page } = await open({ head: HEAD, html: `<div>${BOX}</div><div class="py-5"><p class="lead">Testo</p></div>${script('login-box')}`, width: 360, citizen: 'anna', globals: GLOBALS });
  await opener(page).click();
  const out = page.getByRole('link', { name: 'Esci' });
  await out.waitFor();
  const box = await page.locator('oc-login-box nav').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  const button = await opener(page).boundingBox();
  assert.ok(box.y >= button.y + button.height && box.y < button.y + button.height + 24, 'the menu opens under the button');
  await expectNoViolations(page, 'oc-login-box');
  await shoot(page, 'login-box-start');
});

for (const [words, context] of Object.entries({ 'forced-colors': { forcedColors: 'active' }, 'reduced-motion': { reducedMotion: 'reduce' } })) {
  scenario(`the menu and the pop-up can be read with ${words}`, { html: '<p>Prova</p>' }, async ({ open }) => {
    for (const [name, { show, before, ...more }] of Object.entries(STATES).filter(([name]) => ['menu', 'dialog'].includes(name))) {
      const visit = await open({ head: HEAD, html: HEADER, context, arrange: recordEvents, ...more, globals: { ...GLOBALS, ...more.globals } });
      await show(visit, 'it');
      await shoot(visit.page, `login-box-${name}-${words}`);
      await expectNoViolations(visit.page, 'oc-login-box');
      const moving = await visit.page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
      assert.equal(moving, 0);
      await visit.close();
    }
  });
}

for (const [path, lang] of [['/index.html', 'it'], ['/de.html', 'de'], ['/en.html', 'en'], ['/senza-bootstrap.html', 'it']]) {
  scenario(`the site of the municipality stays accessible with the widgets in it: ${path}`, { path, citizen: 'vittorino', arrange: recordEvents }, async ({ page, context }) => {
    await hear(context, 'oc-ready');
    await opener(page).click();
    await page.locator('oc-login-box nav').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
    assert.equal(await page.locator('oc-login-box nav li').first().evaluate((item) => getComputedStyle(item).listStyleType), 'none', 'the menu shows bullets');
    await shoot(page, `site${path.replace(/\W+/g, '-')}`);
    await expectNoViolations(page, 'body');
    await expectNoSidewaysScroll(page, 320);
  });
}
