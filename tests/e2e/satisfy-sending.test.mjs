// A rating arrives once: whatever the network does, and whatever the page has written into the element.
import assert from 'node:assert/strict';
import { address, hear, heard, recordEvents, script, settle } from './lib/host.mjs';
import { ENTRY, OPEN, SLOW, WORDS, arrivedRatings, asked, chooseStar, comment, element, press, rate, rated, ratings, root, thanks, tolerate } from './lib/satisfy.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const RATINGS = 'POST /api/v1/ratings';
const CONFIGS = 'POST /v1/graphql';
const note = (page) => root(page).locator('h2 + [role="status"]');
const faults = (...list) => ({ before: (stack) => stack.faults(list) });

// ---- Once ----

scenario('a double click sends one rating, and skips no step', rated(), async ({ page, stack }) => {
  await chooseStar(page, 5);
  await press(page, 'Avanti').dblclick();
  assert.ok(await comment(page).isVisible(), 'the words were skipped');
  await press(page, 'Avanti').dblclick();
  await thanks(page).waitFor();
  assert.equal((await arrivedRatings(stack)).length, 1);
  assert.deepEqual(await asked(stack), { configs: 1, ratings: 1 });
});

scenario('two programs that press at the same moment send one rating', rated(), async ({ page, stack }) => {
  await chooseStar(page, 5);
  await page.evaluate(() => {
    const next = [...document.querySelectorAll('[data-element="feedback"] button')].at(-1);
    for (let times = 0; times < 5; times += 1) next.click();
  });
  await thanks(page).waitFor();
  assert.equal((await arrivedRatings(stack)).length, 1);
});

scenario('a rating given without a network says so and arrives when the network is back', rated(element(), { arrange: recordEvents }), async ({ page, context, stack, problems }) => {
  await root(page).waitFor();
  await settle(page, 500);
  await context.setOffline(true);
  await rate(page);
  await page.waitForFunction(() => /non è ancora partito/.test(document.querySelector('app-widget').textContent));
  assert.deepEqual(await ratings(stack), []);
  await context.setOffline(false);
  await hear(context, 'oc-submitted');
  assert.equal((await arrivedRatings(stack)).length, 1);
  assert.equal(await note(page).textContent(), '');
  tolerate(problems);
});

for (const [words, fault] of Object.entries({
  'is overloaded': { status: 503 },
  'asks for patience': { kind: 'retry_after', seconds: 1 },
  'closes the connection': { kind: 'drop' },
  'takes the rating and loses the answer': { kind: 'drop_after' },
  'breaks off in the middle of the answer': { kind: 'cut_stream' },
})) {
  scenario(`a rating arrives once when the service ${words}`, rated(element(), { arrange: recordEvents, ...faults({ match: RATINGS, times: 2, fault }) }), async ({ page, context, stack, problems }) => {
    await rate(page);
    await hear(context, 'oc-submitted');
    assert.equal((await arrivedRatings(stack)).length, 1);
    assert.ok((await asked(stack)).ratings >= 2);
    assert.equal(heard(context, 'oc-error').length, 0);
    tolerate(problems);
  });
}

scenario('a rating arrives with a fresh challenge when the first one is stale', rated(element(), faults({ match: RATINGS, times: 1, fault: { status: 403, body: { code: 'challenge_expired' } } })), async ({ page, stack, problems }) => {
  await rate(page);
  assert.equal((await arrivedRatings(stack)).length, 1);
  assert.deepEqual(await asked(stack), { configs: 2, ratings: 2 });
  tolerate(problems);
});

scenario('a rating that is refused for good is not sent for ever, and the citizen is told', rated(element(), { arrange: recordEvents, ...faults({ match: RATINGS, fault: { status: 422, body: { code: 'value' } } }) }), async ({ page, context, stack, problems }) => {
  await rate(page);
  const [{ detail }] = await hear(context, 'oc-error');
  assert.deepEqual([detail.widget, detail.kind], ['satisfy', 'refused']);
  assert.match(await note(page).innerText(), WORDS.it.refused);
  await settle(page, 1500);
  assert.deepEqual(await asked(stack), { configs: 2, ratings: 2 });
  tolerate(problems);
});

scenario('a citizen who is quick notices nothing of the time a challenge needs', rated(element(SLOW)), async ({ page, stack, problems }) => {
  await rate(page);
  assert.deepEqual(await ratings(stack), []);
  assert.equal(await note(page).textContent(), '');
  assert.equal((await arrivedRatings(stack)).length, 1);
  assert.equal((await asked(stack)).ratings, 1);
  problems.expectNone();
});

scenario('an entry point without a challenge takes ratings as they come', rated(element(OPEN)), async ({ page, stack }) => {
  await rate(page);
  assert.equal((await arrivedRatings(stack)).length, 1);
});

// A page of the site: markup of a test's own goes through the tests' tools, which lose what a closed tab still sends.
const SITE = { path: '/carta_identita.html' };

for (const [words, leave] of Object.entries({
  'closed': (page) => page.close({ runBeforeUnload: true }),
  'left for another': (page, stack) => page.goto(`${stack.site}/privacy.html`),
})) {
  scenario(`a rating that waits leaves, once, when the page is ${words}`, { ...SITE, ...faults({ match: RATINGS, times: 1, fault: { kind: 'retry_after', seconds: 60 } }) }, async ({ page, stack, problems }) => {
    await rate(page);
    await page.waitForFunction(() => /non è ancora partito/.test(document.querySelector('app-widget').textContent));
    assert.deepEqual(await ratings(stack), []);
    await leave(page, stack);
    assert.equal((await arrivedRatings(stack)).length, 1);
    assert.equal((await asked(stack)).ratings, 2);
    tolerate(problems);
  });

  scenario(`a rating on its way arrives, once, when the page is ${words}`, { ...SITE, ...faults({ match: RATINGS, fault: { kind: 'delay', ms: 2500 } }) }, async ({ page, stack }) => {
    await rate(page);
    // The challenge wants a second; then the service takes its time.
    await page.waitForTimeout(1500);
    await leave(page, stack);
    assert.deepEqual(await ratings(stack), []);
    assert.equal((await arrivedRatings(stack)).length, 1);
    assert.equal((await asked(stack)).ratings, 1);
  });
}

scenario('a rating arrives when its element is taken out of the page while it is being sent', rated(element(), { arrange: recordEvents, ...faults({ match: RATINGS, times: 1, fault: { status: 503 } }) }), async ({ page, context, stack, problems }) => {
  await rate(page);
  await page.evaluate(() => document.querySelector('app-widget').remove());
  assert.equal((await arrivedRatings(stack)).length, 1);
  assert.equal(heard(context, 'oc-error').length, 0);
  tolerate(problems);
});

scenario('an unfinished rating is nobody\'s opinion', rated(), async ({ page, stack }) => {
  await chooseStar(page, 1);
  await press(page, 'Avanti').click();
  await comment(page).fill('Forse');
  await page.goto(`${stack.site}/privacy.html`);
  await settle(page, 500);
  assert.deepEqual(await asked(stack), { configs: 1, ratings: 0 });
});

scenario('a program that fills in what nobody can see is thanked, and nothing is sent', rated(), async ({ page, stack }) => {
  await chooseStar(page, 5);
  await page.evaluate(() => {
    for (const field of document.querySelectorAll('[data-element="feedback"] :is(input[type=text], textarea)')) field.value = 'https://spam.example';
  });
  await press(page, 'Avanti').click();
  await press(page, 'Avanti').click();
  await thanks(page).waitFor();
  await settle(page, 1500);
  assert.deepEqual(await asked(stack), { configs: 1, ratings: 0 });
});

// ---- What the page writes into the element ----

const WRONG = { 'no entry point': '', 'an entry point that is none': 'undefined', 'markup for an entry point': '&lt;script&gt;alert(1)&lt;/script&gt;' };
for (const [words, entry] of Object.entries(WRONG)) {
  scenario(`a page with ${words} shows no rating, keeps no room for it, and names the mistake once`, rated(element(entry), { arrange: recordEvents }), async ({ page, context, stack }) => {
    await hear(context, 'oc-ready');
    const errors = heard(context, 'oc-error').map(({ detail }) => [detail.kind, detail.message]);
    assert.deepEqual(errors, [['setting', 'setting data-entrypoints ignored: expected the UUID of an entry point']]);
    assert.equal(await root(page).count(), 0);
    assert.equal(await page.locator('app-widget').evaluate((one) => one.getBoundingClientRect().height), 0);
    assert.deepEqual(await asked(stack), { configs: 0, ratings: 0 });
  });
}

scenario('an entry point nobody knows disappears and is named', rated(element('11111111-1111-4111-8111-111111111111'), { arrange: recordEvents }), async ({ page, context }) => {
  const [{ detail }] = await hear(context, 'oc-error');
  assert.deepEqual([detail.kind, detail.message], ['setting', 'setting data-entrypoints ignored: expected an entry point the ratings service knows']);
  assert.ok(!(await root(page).isVisible()));
  assert.equal(await page.locator('app-widget').evaluate((one) => one.getBoundingClientRect().height), 0);
});

scenario('a hostile address of an endpoint is named, and the usual one is asked', rated(`<app-widget data-entrypoints="${ENTRY}" data-api-ratings="javascript:alert(1)"></app-widget>`, { arrange: recordEvents }), async ({ page, context, problems }) => {
  const [{ detail }] = await hear(context, 'oc-error');
  assert.equal(detail.message, 'setting data-api-ratings ignored: expected an http(s) address');
  await root(page).waitFor();
  await settle(page);
  // The usual one is not part of this page's policy, and out of reach of tests.
  problems.allow(/^policy: connect-src refused https:\/\/satisfy\.opencityitalia\.it/);
});

for (const [words, fault] of Object.entries({
  'answers GraphQL errors': { status: 200, body: { errors: [{ message: 'field "entrypoint" not found', extensions: { code: 'validation-failed' } }] } },
  'answers markup in place of a challenge': { status: 200, body: { data: { entrypoint: { id: '<b>', name: '<script>alert(1)</script>', challenge: { token: '<img src=x onerror=alert(1)>', minSeconds: -5 } } } } },
  'answers a configuration without anything': { status: 200, body: { data: { entrypoint: {} } } },
  'answers a list': { status: 200, body: [] },
  'answers 400': { status: 400 },
  'keeps failing with 500': { status: 500 },
  'answers an HTML page': { kind: 'wrong_type' },
  'is cut short': { kind: 'cut' },
  'closes the connection': { kind: 'drop' },
})) {
  scenario(`citizens can rate when the configuration ${words}`, rated(element(OPEN), faults({ match: CONFIGS, times: 1, fault })), async ({ page, stack, problems }) => {
    await root(page).waitFor();
    await settle(page);
    assert.equal(await root(page).locator('script, img, b').count(), 0);
    await rate(page);
    assert.equal((await arrivedRatings(stack)).length, 1);
    tolerate(problems);
  });
}

scenario('a script of the page that looks for the questions too early finds nothing and breaks nothing', rated(element(), { arrange: (context) => context.addInitScript(() => document.addEventListener('DOMContentLoaded', () => (window.early = ['positive', 'negative'].map((name) => document.querySelector(`[data-element="feedback-rating-${name}"]`))))) }), async ({ page }) => {
  await root(page).waitFor();
  assert.deepEqual(await page.evaluate(() => window.early), [null, null]);
  assert.equal(await page.locator('[data-element^="feedback-rating-"]:is([data-element$="positive"], [data-element$="negative"])').count(), 2);
});

// ---- When it is near, and what stays behind ----

const FAR = `<div class="container"><h1>Prova</h1>${'<p class="py-5">Testo</p>'.repeat(60)}</div>`;

for (const [words, html] of Object.entries({ 'the script after the element': `${FAR}${element()}${script('satisfy')}`, 'the script before the element': `${script('satisfy')}${FAR}${element()}` })) {
  scenario(`nothing is asked for until the citizen comes near, with ${words}`, { html, head: '<link rel="stylesheet" href="/assets/css/bootstrap-italia.min.css">' }, async ({ page, stack }) => {
    await settle(page, 1000);
    const widgets = async () => (await stack.requests()).filter((request) => request.server !== 'site').map((request) => request.path);
    assert.deepEqual(await widgets(), ['/widgets/satisfy/js/satisfy.js']);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
    await settle(page, 500);
    assert.deepEqual(await widgets(), ['/widgets/satisfy/js/satisfy.js']);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await root(page).waitFor();
    await settle(page);
    assert.deepEqual(await asked(stack), { configs: 1, ratings: 0 });
  });
}

scenario('an element that is taken away before anybody comes near asks for nothing', { html: `${FAR}${element()}${script('satisfy')}` }, async ({ page, stack }) => {
  await settle(page);
  await page.evaluate(() => document.querySelector('app-widget').remove());
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await settle(page, 500);
  assert.deepEqual(await asked(stack), { configs: 0, ratings: 0 });
});

scenario('no cookie is set, nothing is stored, and nobody else is asked', rated(), async ({ page, context, stack }) => {
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).origin));
  await rate(page);
  await arrivedRatings(stack);
  assert.deepEqual(await context.cookies(), []);
  const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys().catch(() => [])).length, document.cookie]);
  assert.deepEqual(stored, [0, 0, 0, 0, '']);
  assert.ok((await stack.requests()).every((request) => !request.cookie));
  const known = [stack.core, stack.widgets, stack.site].map((address) => new URL(address).origin);
  assert.deepEqual(asked.filter((origin) => !known.includes(origin)), []);
});

for (const width of [1280, 360]) {
  const around = `<main class="container py-5"><h1>Prova</h1><p>Prima</p>${element()}<p>Dopo</p><footer class="py-5">Piede</footer></main>`;
  scenario(`nothing on the page moves when the rating appears, nor while it is given, at ${width} pixels`, rated('', { html: around, width }), async ({ page, stack }) => {
    // The site's own fonts move its texts when they arrive: first they, then the script.
    await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
    await settle(page);
    const since = await page.evaluate(() => performance.now());
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement('script'), { src })), address('satisfy').replaceAll('{{widgets}}', stack.widgets));
    await root(page).waitFor();
    await settle(page);
    const moved = () =>
      page.evaluate(
        (start) =>
          new Promise((resolve) => {
            let sum = 0;
            const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.hadRecentInput || entry.startTime < start ? 0 : entry.value)));
            observer.observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(sum), 200);
          }),
        since,
      );
    assert.equal(await moved(), 0);
    const room = await page.locator('app-widget').evaluate((one) => one.getBoundingClientRect().height - one.firstElementChild.getBoundingClientRect().height);
    assert.ok(room >= 0 && room < 48, `${room} pixels are left over`);
    await rate(page);
    await arrivedRatings(stack);
    assert.equal(await moved(), 0);
  });
}
