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

for (const [words, context] of Object.entries({ 'forced-colors': { forcedColors: 'active' }, dark: { colorScheme: 'dark' } })) {
  scenario(`the chosen stars can be told from the others: ${words}`, rated(element(), { context }), async ({ page }) => {
    await chooseStar(page, 3);
    await shoot(page, `satisfy-${words}`);
    await expectNoViolations(page, 'app-widget');
    const filled = await root(page).locator('svg').evaluateAll((list) => list.map((star) => getComputedStyle(star.querySelector('path')).fill !== 'none'));
    assert.deepEqual(filled, [true, true, true, false, false]);
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
