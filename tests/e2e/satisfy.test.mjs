// "Quanto sono chiare le informazioni su questa pagina?": what the validator finds, and how citizens say what they think.
import assert from 'node:assert/strict';
import { address, hear, heard, recordEvents, script, settle, style } from './lib/host.mjs';
import { expectFocus, tabTo } from './lib/keyboard.mjs';
import { ENTRY, WORDS, arrivedRatings, asked, chooseStar, comment, element, press, rate, rated, ratings, root, star, thanks, validate } from './lib/satisfy.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const question = (page, name) => root(page).locator(`[data-element="feedback-rating-${name}"]`);
const LEFT = (page) => root(page).locator('small span').last();
const found = (words, title = words.title) => ({ title, shown: { 1: 'negative', 2: 'negative', 3: 'negative', 4: 'positive', 5: 'positive' }, positive: words.positive, negative: words.negative, input: true });

// ---- The national validator ----

scenario('the validator finds everything as the criteria want it', rated(), async ({ page, stack }) => {
  assert.deepEqual(await validate(page), found(WORDS.it));
  await settle(page, 500);
  assert.deepEqual(await ratings(stack), [], 'clicks of a validator are no opinions');
});

scenario('the validator finds the question of a digital service', rated(element(ENTRY, { tag: 'oc-satisfy', more: 'data-service' })), async ({ page }) => {
  assert.deepEqual(await validate(page), found(WORDS.it, WORDS.it.service));
});

scenario('the validator finds the same in a page in German, in German', rated(element(), { lang: 'de' }), async ({ page }) => {
  assert.deepEqual(await validate(page), found(WORDS.de));
});

scenario('the validator finds the rating that the site adds with its script when its place is reached', { html: '<div class="py-5"></div><div class="cmp-rating" id="posto"></div>', head: '<link rel="stylesheet" href="/assets/css/bootstrap-italia.min.css">' }, async ({ page, stack }) => {
  await page.evaluate(
    ([html, source]) => {
      const observer = new IntersectionObserver(([entry]) => {
        if (!entry.isIntersecting) return;
        observer.disconnect();
        document.querySelector('#posto').insertAdjacentHTML('beforeend', html);
        document.head.append(Object.assign(document.createElement('script'), { src: source }));
      });
      observer.observe(document.querySelector('#posto'));
    },
    [element().replaceAll('{{core}}', stack.core), address('satisfy').replaceAll('{{widgets}}', stack.widgets)],
  );
  assert.deepEqual(await validate(page), found(WORDS.it));
});

scenario('everything is in the document before anything is pressed, and nothing of it is shown but the stars', rated(), async ({ page }) => {
  await root(page).waitFor();
  assert.equal(await comment(page).count(), 1);
  assert.deepEqual(
    await root(page).locator('[data-element]').evaluateAll((list) => list.filter((one) => one.checkVisibility()).map((one) => one.dataset.element)),
    ['feedback-title', 'feedback-rate-1', 'feedback-rate-2', 'feedback-rate-3', 'feedback-rate-4', 'feedback-rate-5'],
  );
});

// ---- Citizens ----

scenario('a citizen says what was clear, and the municipality receives it once', rated(element(), { arrange: recordEvents }), async ({ page, context, stack }) => {
  await root(page).waitFor();
  await page.evaluate(() => document.addEventListener('feedback-submit', (event) => (window.submits = [...(window.submits ?? []), event.target === document])));
  await rate(page);
  const [one, ...others] = await arrivedRatings(stack);
  assert.deepEqual(others, []);
  const { id, page: where, ...said } = one;
  assert.deepEqual(said, { entrypoint: ENTRY, value: 5, answer: 'clear', comment: 'Tutto chiaro', locale: 'it' });
  assert.equal(where, new URL('/prova', stack.site).href, 'the page without its query');
  assert.deepEqual(await page.evaluate(() => window.submits), [true]);
  const [submitted] = await hear(context, 'oc-submitted');
  assert.deepEqual(submitted.detail, { widget: 'satisfy', id });
  await expectFocus(page, /^h2 "Grazie/);
  assert.deepEqual(await asked(stack), { configs: 1, ratings: 1 });
  assert.equal(heard(context, 'oc-error').length, 0);
});

scenario('a citizen who was lost says so without words', rated(), async ({ page, stack }) => {
  await chooseStar(page, 2);
  await question(page, 'negative').getByText('Altro').click();
  await press(page, 'Avanti').click();
  await press(page, 'Avanti').click();
  await thanks(page).waitFor();
  const [{ value, answer, comment: words }] = await arrivedRatings(stack);
  assert.deepEqual([value, answer, words], [2, 'other', undefined]);
});

scenario('an answer need not be given', rated(), async ({ page, stack }) => {
  await rate(page, { stars: 1, answer: '', words: '' });
  const [one] = await arrivedRatings(stack);
  assert.deepEqual([one.value, one.answer, one.comment], [1, undefined, undefined]);
});

scenario('a citizen goes on and back without losing anything, and other stars begin anew', rated(), async ({ page, stack }) => {
  const checked = () => root(page).locator('input:checked').evaluateAll((list) => list.map((input) => input.labels[0].textContent));
  await chooseStar(page, 4);
  await root(page).getByText('Le indicazioni erano complete', { exact: true }).click();
  await press(page, 'Avanti').click();
  await expectFocus(page, /^legend "Vuoi aggiungere altri dettagli\?/);
  await comment(page).fill('Bene');
  await press(page, 'Indietro').click();
  await expectFocus(page, /^legend "Quali sono stati/);
  assert.deepEqual(await checked(), ['Valuta 4 stelle su 5', 'Le indicazioni erano complete']);
  await press(page, 'Avanti').click();
  assert.equal(await comment(page).inputValue(), 'Bene');
  await chooseStar(page, 3);
  assert.deepEqual(await checked(), ['Valuta 3 stelle su 5']);
  assert.ok(await question(page, 'negative').isVisible());
  assert.ok(!(await comment(page).isVisible()));
  await press(page, 'Indietro').click();
  assert.deepEqual(await checked(), []);
  assert.ok(!(await press(page, 'Avanti').isVisible()));
  await rate(page, { stars: 5, words: '' });
  const [one] = await arrivedRatings(stack);
  assert.deepEqual([one.value, one.answer, one.comment], [5, 'clear', 'Bene']);
});

scenario('the words end after two hundred characters, and the citizen sees how many are left', rated(), async ({ page, stack }) => {
  await chooseStar(page, 5);
  await press(page, 'Avanti').click();
  assert.equal(await LEFT(page).innerText(), '200 caratteri disponibili');
  await comment(page).fill('è'.repeat(199));
  assert.equal(await LEFT(page).innerText(), '1 carattere disponibile');
  await comment(page).press('End');
  await page.keyboard.type('abc');
  assert.equal(await comment(page).inputValue(), `${'è'.repeat(199)}a`);
  await press(page, 'Avanti').click();
  const [one] = await arrivedRatings(stack);
  assert.equal(one.comment, `${'è'.repeat(199)}a`);
});

scenario('the caret stays where somebody is writing', rated(), async ({ page }) => {
  await chooseStar(page, 5);
  await press(page, 'Avanti').click();
  await comment(page).fill('ab');
  await comment(page).press('ArrowLeft');
  await page.keyboard.type('12');
  assert.equal(await comment(page).inputValue(), 'a12b');
});

scenario('stars are chosen with the arrow keys, and everything else without a mouse', rated(), async ({ page, stack }) => {
  await root(page).waitFor();
  await tabTo(page, star(page, 1));
  await page.keyboard.press('ArrowRight');
  await expectFocus(page, /Valuta 2 stelle su 5/);
  assert.ok(await question(page, 'negative').isVisible());
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(key);
  assert.ok(await star(page, 4).isChecked());
  await expectFocus(page, /Valuta 4 stelle su 5/);
  await tabTo(page, root(page).getByRole('radio', { name: 'Le indicazioni erano chiare' }), { limit: 1 });
  await page.keyboard.press('ArrowDown');
  await tabTo(page, press(page, 'Avanti'), { limit: 3 });
  await page.keyboard.press('Enter');
  await tabTo(page, comment(page), { limit: 1 });
  await page.keyboard.type('Va bene');
  await tabTo(page, press(page, 'Avanti'), { limit: 3 });
  await page.keyboard.press('Space');
  await thanks(page).waitFor();
  const [one] = await arrivedRatings(stack);
  assert.deepEqual([one.value, one.answer, one.comment], [4, 'complete', 'Va bene']);
});

scenario('who listens hears the question that has appeared', rated(), async ({ page }) => {
  await chooseStar(page, 5);
  const said = root(page).locator('[role="status"].visually-hidden');
  assert.equal(await said.textContent(), WORDS.it.positive[0]);
  await chooseStar(page, 1);
  assert.equal(await said.textContent(), WORDS.it.negative[0]);
});

scenario('a rating in a page that is moved, taken away and put back goes on where it was', rated(`${element()}<aside></aside>`, { arrange: recordEvents }), async ({ page, context }) => {
  await chooseStar(page, 2);
  await root(page).getByText('Ho avuto problemi tecnici', { exact: true }).click();
  await press(page, 'Avanti').click();
  await comment(page).fill('Lenta');
  await page.evaluate(async () => {
    const rating = document.querySelector('app-widget');
    rating.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    document.querySelector('aside').append(rating);
  });
  await hear(context, 'oc-ready', 2);
  assert.equal(await comment(page).inputValue(), 'Lenta');
  assert.ok(await comment(page).isVisible());
  assert.ok(await star(page, 2).isChecked());
});

scenario('a script that is there twice, under both names of the element, makes one rating each', rated(`${element()}${element(ENTRY, { tag: 'oc-satisfy' })}${script('satisfy')}`, { arrange: recordEvents }), async ({ page, context }) => {
  await hear(context, 'oc-ready', 2);
  await settle(page);
  assert.equal(await root(page).count(), 2);
  const names = await root(page).locator('input[type=radio]').evaluateAll((list) => new Set(list.map((input) => input.name)).size);
  assert.equal(names, 6, 'the groups of one rating are not those of the other');
});

scenario('the rating works in a page without Bootstrap Italia', { html: `<h1>Prova</h1>${element()}${script('satisfy', { place: 'bootstrap-italia@2' })}`, head: style('satisfy', 'bootstrap-italia@2') }, async ({ page, stack }) => {
  assert.deepEqual(await validate(page), found(WORDS.it));
  await rate(page, { stars: 4 });
  assert.equal((await arrivedRatings(stack)).length, 1);
});
