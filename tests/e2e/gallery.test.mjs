// The gallery of the demonstration site, walked from one end to the other, and the configurator: what is shown is what is copied.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { THEMES } from '../../static/demo/gallery/snippet.js';
import { expectNoViolations } from './lib/axe.mjs';
import { hear, recordEvents } from './lib/host.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

const LANGUAGES = ['it', 'de', 'en'];
const TITLES = {
  it: ['Galleria dei widget', 'Configuratore dei widget'],
  de: ['Galerie der Widgets', 'Widgets einrichten'],
  en: ['Gallery of widgets', 'Widget configurator'],
};

const contracts = async (stack) => (await fetch(`${stack.widgets}/gallery.json`)).json();
const at = (path, lang, more = '') => `${path}?lang=${lang}${more}`;
const examples = (page) => page.locator('section[data-example]');

/** Scrolls to every example, since some widgets wait for that, and returns their names once all have mounted. */
async function walk({ page, context }) {
  await examples(page).first().waitFor();
  const count = await examples(page).count();
  for (let each = 0; each < count; each += 1) await examples(page).nth(each).scrollIntoViewIfNeeded();
  await hear(context, 'oc-ready', count);
  // What a widget loads after it is there: the session, the offices, the questions.
  await page.waitForLoadState('networkidle');
  return examples(page).evaluateAll((list) => list.map(({ dataset }) => [dataset.widget, dataset.example].join(': ')));
}

// ---- The gallery ----

scenario('every named example of every widget is in the gallery, and works', { path: '/gallery/', arrange: recordEvents }, async (visit) => {
  const { widgets } = await contracts(visit.stack);
  const named = widgets.flatMap(({ name, examples }) => examples.map((example) => `${name}: ${example.name}`));
  assert.ok(named.length >= widgets.length);
  assert.deepEqual(await walk(visit), named);
  // One place each: an example that shared another's would leave its own empty.
  const filled = await visit.page.locator('.gallery-place').evaluateAll((list) => list.map((place) => place.getBoundingClientRect().height > 40));
  assert.deepEqual(filled, named.map(() => true));
});

scenario('the address without the last slash leads to the gallery', { path: '/gallery' }, async ({ page }) => {
  await page.getByRole('heading', { level: 1, name: TITLES.it[0] }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/gallery/');
});

scenario('the code of an example is what is live beside it, with the script the page has loaded', { path: '/gallery/' }, async ({ page }) => {
  // The places are compared before any script could change them.
  await page.context().route('**/widgets/*/js/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.reload();
  await examples(page).first().waitFor();
  const compared = await examples(page).evaluateAll((list) =>
    list.map((section) => {
      const code = new DOMParser().parseFromString(section.querySelector('code').textContent, 'text/html');
      const script = code.querySelector('script');
      script.remove();
      const loaded = [...document.scripts].some(({ src }) => src === script.src);
      return { loaded, copied: code.body.innerHTML.trim(), live: section.querySelector('.gallery-place').innerHTML.trim() };
    }),
  );
  assert.ok(compared.length > 0);
  for (const { loaded, copied, live } of compared) {
    assert.equal(copied, live);
    assert.ok(loaded, live);
    assert.doesNotMatch(live, /\{\{/);
  }
});

for (const lang of LANGUAGES) {
  scenario(`the whole gallery is accessible and fits in "${lang}"`, { path: at('/gallery/', lang), lang, arrange: recordEvents }, async (visit) => {
    const { page } = visit;
    await page.getByRole('heading', { level: 1, name: TITLES[lang][0] }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), lang);
    await walk(visit);
    await shoot(page, `gallery-${lang}`);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoViolations(page, 'body');
    }
    await expectNoSidewaysScroll(page, 320);
  });
}

scenario('the whole gallery is accessible for a citizen who is logged in', { path: '/gallery/', citizen: 'vittorino', arrange: recordEvents }, async (visit) => {
  await walk(visit);
  await visit.page.locator('oc-login-box button[aria-expanded]').first().waitFor();
  await shoot(visit.page, 'gallery-logged-in');
  await expectNoViolations(visit.page, 'body');
  await expectNoSidewaysScroll(visit.page, 320);
});

scenario('a webmaster copies the code of an example by keyboard, and is told so', { path: '/gallery/', context: { permissions: ['clipboard-read', 'clipboard-write'] } }, async ({ page }) => {
  const section = page.locator('[data-widget="login-box"][data-example="direct"]');
  await section.getByRole('button', { name: 'Copia il codice: login-box, direct' }).focus();
  await page.keyboard.press('Enter');
  await section.getByRole('status').filter({ hasText: 'Copiato' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await section.locator('code').textContent());
  assert.match(copied, /^<oc-login-box spid-button="true"><\/oc-login-box>\n<script src="http[^"]+\/js\/login-box\.js"><\/script>$/);
});

scenario('where the browser does not let a page copy, the code is selected', { path: '/gallery/' }, async ({ page }) => {
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  const box = page.locator('.gallery-codebox').first();
  await box.getByRole('button').click();
  await box.getByRole('status').filter({ hasText: 'copialo con la tastiera' }).waitFor();
  assert.equal(await page.evaluate(() => String(getSelection()).trim()), (await box.locator('code').textContent()).trim());
});

scenario('without its data the gallery says so', { path: '/gallery/', before: (stack) => stack.faults([{ match: 'GET /gallery.json', fault: { status: 500 } }]) }, async ({ page, problems }) => {
  await page.getByRole('alert').filter({ hasText: 'Ricarica la pagina' }).waitFor();
  problems.allow(/^status 500/, /^console: Error: 500/);
});

// ---- The configurator ----

// Its own policy stands in the page: a preview is a page in a page, which the strict one of host pages has no need to allow.
const configurator = (more = '', options = {}) => ({ path: `/gallery/configurator.html${more}`, csp: 'none', arrange: recordEvents, ...options });
const preview = (page) => page.frameLocator('#anteprima');
const code = (page) => page.locator('#codice code').first();

/** Elements of the preview as the host page has them, and those that the code makes. */
async function compare(page, tag) {
  const attributes = (element) => Object.fromEntries(element.getAttributeNames().map((name) => [name, element.getAttribute(name)]));
  const live = {
    // The mark that the runtime leaves is no part of the code.
    element: await preview(page).locator(tag).evaluate(attributes).then(({ 'data-oc': _mark, ...rest }) => rest),
    script: await preview(page).locator('main > script').getAttribute('src'),
  };
  const copied = await code(page).evaluate((source, name) => {
    const { body } = new DOMParser().parseFromString(source.textContent, 'text/html');
    const element = body.querySelector(name);
    return {
      element: Object.fromEntries(element.getAttributeNames().map((each) => [each, element.getAttribute(each)])),
      script: body.querySelector('script').getAttribute('src'),
    };
  }, tag);
  assert.deepEqual(copied, live);
  return copied;
}

const told = (page, event) => page.locator('#eventi li').filter({ hasText: event }).first().waitFor();

scenario('the configurator shows the live widget of its choice and its exact code', configurator(), async ({ page, stack }) => {
  const { widgets, version } = await contracts(stack);
  for (const { name, element } of widgets) {
    await page.getByLabel('Widget', { exact: true }).selectOption(name);
    await preview(page).locator(element).waitFor();
    await told(page, `"widget":"${name}"`);
    await compare(page, element);
    for (const [variant, folder] of [['own', 'bootstrap-italia@2/'], ['host', '']]) {
      for (const [kind, base] of [['pinned', `version/${version}/`], ['latest', 'latest/']]) {
        await page.getByLabel('Stile della pagina').selectOption(variant);
        await page.getByLabel('Versione').selectOption(kind);
        const script = `${stack.widgets}/widgets/${name}/${base}${folder}js/${name}.js`;
        await preview(page).locator(`main > script[src="${script}"]`).waitFor({ state: 'attached' });
        await told(page, 'oc-ready');
        assert.equal((await compare(page, element)).script, script);
      }
    }
  }
});

scenario('what is changed in the form is in the preview and in the code', configurator('?widget=login-box'), async ({ page }) => {
  const label = 'SPID "e" <b>CIE</b> & altro';
  await preview(page).getByRole('button', { name: "Accedi all'area personale" }).waitFor();
  await page.getByLabel('auth-label').fill(label);
  await page.getByLabel('Lingua del widget').selectOption('de');
  await preview(page).getByRole('button', { name: 'Zum persönlichen Bereich anmelden' }).click();
  await preview(page).getByRole('dialog', { name: label }).waitFor();
  const { element } = await compare(page, 'oc-login-box');
  assert.equal(element['auth-label'], label);
  assert.equal(element.lang, 'de');
  // The switch makes a link of the button; whoever moves by keyboard stays where they are.
  await page.getByLabel('spid-button').focus();
  await page.keyboard.press('Space');
  await preview(page).getByRole('link', { name: 'Zum persönlichen Bereich anmelden' }).waitFor();
  assert.equal((await compare(page, 'oc-login-box')).element['spid-button'], 'true');
  await page.getByRole('status').filter({ hasText: "L'anteprima è aggiornata." }).waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => document.activeElement.name), 'spid-button');
  // The address keeps the choice, also in another language.
  await page.getByRole('link', { name: 'ENG' }).click();
  await page.getByRole('heading', { level: 1, name: TITLES.en[1] }).waitFor();
  await preview(page).getByRole('link', { name: 'Zum persönlichen Bereich anmelden' }).waitFor();
  assert.equal((await compare(page, 'oc-login-box')).element['auth-label'], label);
});

scenario('colours that are chosen are in the preview and in the style sheet to copy', configurator('?widget=helpdesk&variant=own'), async ({ page }) => {
  const blue = (locator) => locator.evaluate((element) => getComputedStyle(element).getPropertyValue('--oc-primary').trim());
  await told(page, 'oc-ready');
  assert.equal(await blue(preview(page).locator('oc-helpdesk')), '');
  await page.getByLabel('Colori').selectOption('forest');
  const sheet = page.locator('#codice code').nth(1);
  await sheet.filter({ hasText: '--oc-primary: #0a6b3d;' }).waitFor();
  await told(page, 'oc-ready');
  assert.equal(await blue(preview(page).locator('oc-helpdesk')), '#0a6b3d');
  assert.match(await sheet.textContent(), /^oc-helpdesk \{/);
  const button = preview(page).getByRole('button', { name: 'Vai al riepilogo' });
  assert.equal(await button.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(10, 107, 61)');
  // Where the page has colours of its own, the element says that it takes others.
  assert.ok(!('class' in (await compare(page, 'oc-helpdesk')).element));
  await page.getByLabel('Stile della pagina').selectOption('host');
  await preview(page).locator('oc-helpdesk.oc-theme').waitFor();
  assert.equal((await compare(page, 'oc-helpdesk')).element.class, 'oc-theme');
});

scenario('the preview can be looked at as a whole page, and works there', configurator('?widget=login-box&theme=forest&variant=own'), async ({ page, context }) => {
  await told(page, 'oc-ready');
  await page.getByRole('link', { name: "Apri l'anteprima in una pagina intera" }).click();
  await page.waitForURL('**/preview.html?*');
  await hear(context, 'oc-ready', 2);
  await page.locator('main > oc-login-box').getByRole('button', { name: "Accedi all'area personale" }).waitFor();
});

scenario('every widget can be read in other colours than its own', { html: '<p>Prova</p>', arrange: recordEvents }, async ({ page, context, stack }) => {
  const { widgets } = await contracts(stack);
  let ready = 0;
  for (const { name, element, examples } of widgets) {
    // The rating shows nothing without its place, so every widget gets what its first example says.
    const settings = await page.evaluate((html) => {
      const [place] = new DOMParser().parseFromString(html, 'text/html').body.children;
      return place.getAttributeNames().filter((each) => each !== 'id').map((each) => [`set-${each}`, place.getAttribute(each)]);
    }, examples[0].html.replaceAll('{{core}}', stack.core));
    for (const variant of ['own', 'host']) {
      const query = new URLSearchParams([...Object.entries({ csp: 'strict', widget: name, variant, theme: 'forest', 'set-base-url': stack.core }), ...settings]);
      await page.goto(`${stack.site}/gallery/preview.html?${query}`);
      await hear(context, 'oc-ready', ++ready);
      await page.locator(`main > ${element} :is(button, input, a)`).first().waitFor({ state: 'attached' });
      await page.waitForLoadState('networkidle');
      await expectNoViolations(page, 'main');
    }
    await shoot(page, `preview-${name}-forest`);
  }
});

/** Contrast of two colours as WCAG 2 defines it. */
function contrast(one, other) {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\da-f]{2}/gi).map((pair) => Number.parseInt(pair, 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [a, b] = [light(one), light(other)];
  return Math.max(a, b) / Math.min(a, b);
}

test('the colours on offer can be read on white and on the grey of cards, and white on them', () => {
  const offered = Object.values(THEMES).filter(Boolean);
  assert.ok(offered.length > 0);
  for (const theme of offered) {
    for (const colour of Object.values(theme)) {
      for (const ground of ['#ffffff', '#f2f2f2']) assert.ok(contrast(colour, ground) >= 4.5, `${colour} on ${ground}`);
    }
  }
});

scenario('an example of the gallery can be changed in the configurator', { path: '/gallery/', csp: 'none', arrange: recordEvents }, async ({ page }) => {
  await page.getByRole('link', { name: 'Cambia le opzioni di login-box, direct' }).click();
  await preview(page).getByRole('link', { name: "Accedi all'area personale" }).waitFor();
  assert.ok(await page.getByLabel('spid-button').isChecked());
});

scenario('an address with nonsense shows the first widget', configurator('?widget=%3Cscript%3E&variant=x&version=..%2F..&theme=__proto__&language=xx&set-onclick=alert(1)'), async ({ page, stack }) => {
  const [{ name, element }] = (await contracts(stack)).widgets;
  await told(page, 'oc-ready');
  const copied = await compare(page, element);
  assert.equal(copied.script, `${stack.widgets}/widgets/${name}/latest/js/${name}.js`);
  assert.ok(!('onclick' in copied.element) && !('lang' in copied.element));
});

for (const lang of LANGUAGES) {
  scenario(`the configurator is accessible and fits in "${lang}"`, configurator(`?lang=${lang}&widget=helpdesk&theme=maroon`, { lang }), async ({ page }) => {
    await page.getByRole('heading', { level: 1, name: TITLES[lang][1] }).waitFor();
    await told(page, 'oc-ready');
    await shoot(page, `configurator-${lang}`);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoViolations(page, 'body');
    }
    await expectNoSidewaysScroll(page, 320);
  });
}

for (const lang of LANGUAGES) {
  scenario(`options, what they do, and examples are told in "${lang}"`, configurator(at('', lang)), async ({ page, open, stack }) => {
    const { widgets } = await contracts(stack);
    const { default: told } = await import(`../../static/demo/gallery/messages/contracts.${lang}.js`);
    const form = page.locator('#scelte');
    for (const { name, settings } of widgets) {
      await form.locator('#f-widget').selectOption(name);
      for (const { attribute } of settings) {
        // People read a name, and what they have to write into their page.
        assert.equal(await form.locator(`label[for="f-${attribute}"]`).innerText(), `${told[attribute]} ${attribute}`);
        await form.getByLabel(attribute).waitFor();
      }
      if (lang !== 'en') assert.deepEqual(await form.locator('[lang="en"]:not(option)').allInnerTexts(), []);
    }
    const gallery = await open({ path: at('/gallery/', lang), lang });
    await examples(gallery.page).first().waitFor();
    if (lang !== 'en') assert.deepEqual(await gallery.page.locator('main [lang="en"]:not(h3)').allInnerTexts(), []);
    // Nothing is translated that nobody says any more.
    const said = widgets.flatMap(({ title, settings, examples }) => [title, ...settings.flatMap((each) => [each.attribute, each.description, each.default]), ...examples.map((each) => each.description)]);
    assert.deepEqual(Object.keys(told).filter((words) => !said.includes(words)), []);
  });
}

scenario('the gallery says the same things in every language', { path: '/gallery/' }, async ({ page }) => {
  const catalogues = await page.evaluate(
    (languages) => Promise.all(languages.map(async (lang) => (await import(`/gallery/messages/${lang}.js`)).default)),
    LANGUAGES,
  );
  const holes = (catalogue) => Object.entries(catalogue).map(([key, words]) => [key, ...(words.match(/\{\w+\}/g) ?? [])].join());
  for (const catalogue of catalogues) assert.deepEqual(holes(catalogue), holes(catalogues[0]));
});
