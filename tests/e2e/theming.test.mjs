// The widgets on pages of every kind: with Bootstrap Italia 2, without it, with the properties of its third version, with a style that
// means everything on the page, and dark.
import assert from 'node:assert/strict';
import { expectNoViolations } from './lib/axe.mjs';
import { ADA, ASK, DESK, PAGE, WORDS, consent, desk, field, heading, next } from './lib/helpdesk.mjs';
import { BOX, GLOBALS, hear, recordEvents, script, style } from './lib/host.mjs';
import { expectFocus, tabTo } from './lib/keyboard.mjs';
import { chooseStar, comment, element, press, root, thanks } from './lib/satisfy.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

/** `colour` is what the page says of the widgets' main colour; `marked` is what a page with Bootstrap Italia 2 needs to choose another. */
const PAGES = [
  { what: 'with Bootstrap Italia 2', name: 'bootstrap-italia-2', path: PAGE, colour: 'var(--bs-primary)', marked: 'oc-theme' },
  { what: 'without Bootstrap Italia', name: 'none', path: '/senza-bootstrap.html', colour: '#06c' },
  { what: 'with Bootstrap Italia 3', name: 'bootstrap-italia-3', path: '/bootstrap-italia-3.html', colour: 'var(--bsi-primary)' },
  { what: 'with a style that spares nothing', name: 'hostile', path: '/stile-invadente.html', colour: '#06c' },
  { what: 'that is dark', name: 'dark', path: '/pagina-scura.html', colour: 'var(--oc-primary)' },
];

/** Waits until all three widgets are there; the rating starts when it is near. */
async function allThree({ page, context }) {
  await field(page, 'category').waitFor();
  await page.locator('app-widget').scrollIntoViewIfNeeded();
  await hear(context, 'oc-ready', 3);
  await root(page).waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** The colour an element stands on itself, and the one a value of CSS means on this page. */
const standsOn = (locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
const meant = (page, value) =>
  page.evaluate((css) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.setProperty('transition', 'none', 'important');
    probe.style.backgroundColor = css;
    const colour = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return colour;
  }, value);

/**
 * What of `selector` cannot be seen or pressed, each in words: nothing drawn, transparent, outside the window, or something else of
 * the page in front of its middle. `near` are elements that may lie in front, since pressing them is the same.
 */
const hindered = (page, selector, near = '') =>
  page.locator(selector).evaluateAll((list, others) => {
    const name = (element) => `${element.localName}.${element.className?.baseVal ?? element.className} "${element.textContent.trim().slice(0, 30)}"`;
    return list
      .filter((element) => !element.closest('[hidden], .visually-hidden, .d-none'))
      .flatMap((element) => {
        element.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = element.getBoundingClientRect();
        if (width < 8 || height < 8) return [`${name(element)} is ${width} × ${height}`];
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [`${name(element)} cannot be seen`];
        if (left < 0 || left + width > innerWidth + 1) return [`${name(element)} is outside the window`];
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        const same = hit && (element.contains(hit) || hit.contains(element) || (others && hit.closest(others)));
        return same ? [] : [`${name(element)} is behind ${hit ? name(hit) : 'nothing'}`];
      });
  }, near);

/** Texts of different elements that lie on each other. */
const overlapping = (page, selector) =>
  page.locator(selector).evaluateAll((list) => {
    const shown = list.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden'));
    const boxes = shown.map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return element.matches('input, select, textarea') ? element.getBoundingClientRect() : range.getBoundingClientRect();
    });
    const pairs = [];
    for (const [i, a] of boxes.entries()) {
      for (const [j, b] of boxes.entries()) {
        if (j <= i || shown[i].contains(shown[j]) || shown[j].contains(shown[i])) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 4) pairs.push(`${shown[i].textContent.trim().slice(0, 30)} / ${shown[j].localName} ${shown[j].textContent.trim().slice(0, 30)}`);
      }
    }
    return pairs;
  });

const FORM = 'oc-helpdesk :is(h2, h3, legend, label, small.form-text, input:not([type="checkbox"]), select, textarea, button)';

for (const { what, name, path, colour, marked } of PAGES) {
  const site = (more) => ({ path, arrange: recordEvents, ...more });

  scenario(`on a page ${what} the widgets are there, can be read and fit`, site(), async (visit) => {
    const { page } = visit;
    await allThree(visit);
    await shoot(page, `theming-${name}`);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoViolations(page, 'body');
      assert.deepEqual(await hindered(page, `${FORM}, oc-login-box a, app-widget :is(h2, .oc-stars label)`), [], `${width} pixels wide`);
      assert.deepEqual(await hindered(page, 'oc-helpdesk .form-check'), [], `${width} pixels wide`);
      assert.deepEqual(await overlapping(page, FORM), [], `${width} pixels wide`);
    }
    await expectNoSidewaysScroll(page, 320);
  });

  scenario(`on a page ${what} a request is filled in by clicks and by keyboard`, site(), async (visit) => {
    const { page } = visit;
    await allThree(visit);
    await next(page).click();
    await desk(page).getByRole('alert').filter({ hasText: 'Controlla i dati inseriti' }).waitFor();
    await shoot(page, `theming-${name}-errors`);
    await expectNoViolations(page, 'oc-helpdesk');
    assert.deepEqual(await hindered(page, `${FORM}, oc-helpdesk .oc-error`), []);
    // The label leads into its field.
    await desk(page).getByText(WORDS.it.name).first().click();
    await expectFocus(page, /^input "Nome/);
    await page.keyboard.type(ADA.name);
    for (const key of ['surname', 'code', 'email']) {
      await tabTo(page, field(page, key));
      await page.keyboard.type(ADA[key]);
    }
    await tabTo(page, field(page, 'category'));
    await page.keyboard.type(ASK.category);
    await field(page, 'service').waitFor();
    await tabTo(page, field(page, 'service'));
    await page.keyboard.type(ASK.service);
    await field(page, 'details').click();
    await page.keyboard.type('Il divano');
    await consent(page);
    assert.ok(await field(page, 'privacy').isChecked());
    await tabTo(page, next(page));
    await page.keyboard.press('Enter');
    await heading(page, WORDS.it.summary).waitFor();
    await shoot(page, `theming-${name}-summary`);
    await expectNoViolations(page, 'oc-helpdesk');
    assert.deepEqual(await hindered(page, 'oc-helpdesk :is(h2, h3, button, dt, dd)'), []);
    await expectNoSidewaysScroll(page, 320);
  });

  scenario(`on a page ${what} a citizen opens the menu and gives a rating`, site({ citizen: 'vittorino' }), async (visit) => {
    const { page } = visit;
    await allThree(visit);
    const opener = page.locator('oc-login-box button[aria-expanded]');
    await opener.click();
    await page.getByRole('link', { name: 'Esci' }).waitFor();
    await shoot(page, `theming-${name}-menu`);
    await expectNoViolations(page, 'oc-login-box');
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await hindered(page, 'oc-login-box :is(a, button)'), [], `${width} pixels wide`);
    }
    await page.keyboard.press('Escape');
    await chooseStar(page, 4);
    const filled = await root(page).locator('.oc-stars svg').evaluateAll((list) => list.map((star) => getComputedStyle(star.querySelector('path')).fill !== 'none'));
    assert.deepEqual(filled, [true, true, true, true, false]);
    await shoot(page, `theming-${name}-rating`);
    await expectNoViolations(page, 'app-widget');
    assert.deepEqual(await hindered(page, 'app-widget :is(h2, legend, legend span, .oc-stars label, .form-check label, button)'), []);
    await press(page, 'Avanti').click();
    await comment(page).fill('Tutto chiaro');
    await expectNoViolations(page, 'app-widget');
    await press(page, 'Avanti').click();
    await thanks(page).waitFor();
  });

  scenario(`on a page ${what} the buttons have its colour, and another one where it asks for it`, site(), async (visit) => {
    const { page } = visit;
    await allThree(visit);
    const buttons = { helpdesk: next(page), login: page.locator('oc-login-box .btn-primary').first() };
    for (const [which, button] of Object.entries(buttons)) assert.equal(await standsOn(button), await meant(page, colour), which);
    await page.evaluate((mark) => {
      if (mark) document.documentElement.classList.add(mark);
      document.documentElement.style.setProperty('--oc-primary', 'rgb(90, 0, 90)');
      document.documentElement.style.setProperty('--oc-on-primary', '#fff');
    }, marked);
    for (const [which, button] of Object.entries(buttons)) assert.equal(await standsOn(button), 'rgb(90, 0, 90)', which);
    await chooseStar(page, 5);
    assert.equal(await root(page).locator('.oc-stars label').first().evaluate((label) => getComputedStyle(label).color), 'rgb(90, 0, 90)');
    assert.equal(await standsOn(press(page, 'Avanti')), 'rgb(90, 0, 90)');
  });
}

// ---- Pages that say nothing to the widgets ----

const OWN = 'bootstrap-italia@2';
const WIDGETS = ['login-box', 'helpdesk', 'satisfy'];

/** A page of the test's own with all three, which bring their styles along; its styles stand in it, so no policy forbids that. */
const bare = (css, more = {}) => ({
  csp: 'none',
  head: `<style>${css}</style>${WIDGETS.map((widget) => style(widget, OWN)).join('')}`,
  html: `<header>${BOX}</header>${DESK}<aside>${element()}</aside>${WIDGETS.map((widget) => script(widget, { place: OWN })).join('')}`,
  globals: { ...GLOBALS, OC_SPID_BUTTON: true },
  arrange: recordEvents,
  ...more,
});

const letters = (page, selector) => page.locator(selector).first().evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));

scenario('on a dark page that says nothing else the form stands on white', bare(':root { color-scheme: dark } body { background: #111; color: #eee }'), async (visit) => {
  const { page } = visit;
  await allThree(visit);
  await chooseStar(page, 2);
  await shoot(page, 'theming-dark-unsaid');
  await expectNoViolations(page, 'body');
  assert.equal(await standsOn(desk(page)), 'rgb(255, 255, 255)');
});

for (const size of ['62.5%', '28px']) {
  scenario(`letters are as large as the citizen has them, though the page's root has ${size}`, bare(`html { font-size: ${size} } h2 { font-size: 1rem }`), async (visit) => {
    const { page } = visit;
    await allThree(visit);
    assert.deepEqual([await letters(page, 'oc-helpdesk label'), await letters(page, 'oc-login-box .btn'), await letters(page, 'app-widget .btn')], [16, 16, 16]);
    await expectNoSidewaysScroll(page, 320);
  });
}

const slowly = async (context) => {
  await recordEvents(context);
  await context.route('**/oc.wasm', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
};

scenario('until the form is there, the words in its place look as the page wants them', bare('#oc-helpdesk p { color: rgb(1, 2, 3); font-size: 31px } p { text-transform: uppercase }', { arrange: slowly }), async (visit) => {
  const { page } = visit;
  const look = await desk(page).locator('p').evaluate((words) => {
    const { color, fontSize, textTransform } = getComputedStyle(words);
    return [words.textContent, color, fontSize, textTransform];
  });
  assert.deepEqual(look, ['Telefona al centralino', 'rgb(1, 2, 3)', '31px', 'uppercase']);
  await allThree(visit);
  assert.equal(await desk(page).locator('p').first().evaluate((words) => getComputedStyle(words).textTransform), 'none');
});

scenario("what the page's style sheet says with !important is all that reaches in", bare('label { display: none } .btn-primary { background: rgb(4, 5, 6) !important }'), async (visit) => {
  const { page } = visit;
  await allThree(visit);
  assert.equal(await standsOn(next(page)), 'rgb(4, 5, 6)');
  assert.deepEqual(await hindered(page, FORM), []);
});
