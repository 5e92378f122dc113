// Every state of the rating as people see it: accessible, in three languages, wide and narrow, and pictured for review.
import assert from 'node:assert/strict';
import { expectNoViolations } from './lib/axe.mjs';
import { WORDS, chooseStar, comment, element, press, rate, rated, root, tolerate } from './lib/satisfy.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

const later = { before: (stack) => stack.faults([{ match: 'POST /api/v1/ratings', fault: { status: 503 } }]) };
const STATES = {
  stars: { show: ({ page }) => root(page).waitFor() },
  positive: { show: ({ page }) => chooseStar(page, 4) },
  negative: { show: ({ page }) => chooseStar(page, 2) },
  details: {
    show: async ({ page }, lang) => {
      await chooseStar(page, 5);
      await press(page, WORDS[lang].next).click();
      await comment(page).fill('x'.repeat(190));
    },
  },
  thanks: { show: ({ page }, lang) => rate(page, { lang, answer: '', words: '' }) },
  delayed: {
    ...later,
    show: async ({ page }, lang) => {
      await rate(page, { lang, answer: '', words: '' });
      await page.waitForFunction(() => document.querySelector('[data-element="feedback"] h2 + [role="status"]').textContent);
    },
  },
};

for (const [name, { show, before }] of Object.entries(STATES)) {
  scenario(`the rating is accessible and fits: ${name}`, { html: '<p>Prova</p>', before }, async ({ open }) => {
    for (const lang of ['it', 'de', 'en']) {
      const visit = await open(rated(element(), { lang }));
      await show(visit, lang);
      const { page, problems } = visit;
      await shoot(page, `satisfy-${name}-${lang}`);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await expectNoViolations(page, 'app-widget');
      }
      await expectNoSidewaysScroll(page, 320);
      tolerate(problems);
      await visit.close();
    }
  });
}

/** Dark pages with Bootstrap Italia: one that is so and no more, and one that has its colours inside the rating as well. */
const { head: HEAD } = rated();
const SEEN = {
  'forced-colors': { context: { forcedColors: 'active' } },
  dark: { head: `${HEAD}<link rel="stylesheet" href="/assets/dark.css">`, themed: true },
  'dark-around': { head: `${HEAD}<style>body { background: #111; color: #eee }</style>`, csp: 'none' },
};

for (const [words, { themed, ...more }] of Object.entries(SEEN)) {
  scenario(`the chosen stars can be told from the others: ${words}`, rated(themed ? `<div class="oc-theme">${element()}</div>` : element(), more), async ({ page }) => {
    await chooseStar(page, 3);
    await shoot(page, `satisfy-${words}`);
    await expectNoViolations(page, 'app-widget');
    const filled = await root(page).locator('svg').evaluateAll((list) => list.map((star) => getComputedStyle(star.querySelector('path')).fill !== 'none'));
    assert.deepEqual(filled, [true, true, true, false, false]);
    const light = await root(page).evaluate((section) => Number(/\d+/.exec(getComputedStyle(section).backgroundColor)[0]) > 127);
    if (more.head) assert.equal(light, !themed);
  });
}

scenario('the rating is accessible in a page without Bootstrap Italia', { html: '<p>Prova</p>' }, async ({ open }) => {
  const place = 'bootstrap-italia@2';
  const visit = await open({
    html: `<main><h1>Prova</h1>${element()}</main><script src="{{widgets}}/widgets/satisfy/${place}/js/satisfy.js"></script>`,
    head: `<link rel="stylesheet" href="{{widgets}}/widgets/satisfy/${place}/css/satisfy.css">`,
  });
  await chooseStar(visit.page, 5);
  await shoot(visit.page, 'satisfy-plain');
  await expectNoViolations(visit.page, 'app-widget');
  await expectNoSidewaysScroll(visit.page, 320);
  await visit.close();
});
