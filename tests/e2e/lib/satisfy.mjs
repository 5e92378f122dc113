// The rating at the end of a page as citizens use it, and as the national validator looks at it.
import { script, style } from './host.mjs';

/** Entry points of the development core: the municipality's; one without a challenge; one whose challenge wants three seconds. */
export const ENTRY = 'cf5010dd-5cc6-4c28-9afc-c03d13914897';
export const OPEN = '5b6d8f0a-4c1e-4f7b-9a35-0c8f2f1d7e61';
export const SLOW = 'e2a0c5d4-7b93-4d18-8f66-9d1b3a7c2054';

const APIS = 'data-api-configs="{{core}}/v1/graphql" data-api-ratings="{{core}}/api/v1/ratings"';

/** The element as a page has it; `entry` may be anything. */
export const element = (entry = ENTRY, { tag = 'app-widget', more = '' } = {}) => `<${tag} data-entrypoints="${entry}" ${APIS} ${more}></${tag}>`;

const HEAD = `<link rel="stylesheet" href="/assets/css/bootstrap-italia.min.css">${style('satisfy')}`;

/** A page with Bootstrap Italia, some text and a rating; further options of a scenario are kept. */
export const rated = (html = element(), more = {}) => ({ head: HEAD, html: `<main class="container py-5"><h1>Carta d'identità</h1><p class="lead">Come si chiede.</p>${html}</main>${script('satisfy')}`, ...more });

export const WORDS = {
  it: {
    title: 'Quanto sono chiare le informazioni su questa pagina?',
    service: 'Quanto è stato facile usare questo servizio?',
    star: (n) => (n === 1 ? 'Valuta 1 stella su 5' : `Valuta ${n} stelle su 5`),
    positive: ['Quali sono stati gli aspetti che hai preferito?', 'Le indicazioni erano chiare', 'Le indicazioni erano complete', 'Capivo sempre che stavo procedendo correttamente', 'Non ho avuto problemi tecnici', 'Altro'],
    negative: ['Dove hai incontrato le maggiori difficoltà?', 'A volte le indicazioni non erano chiare', 'A volte le indicazioni non erano complete', 'A volte non capivo se stavo procedendo correttamente', 'Ho avuto problemi tecnici', 'Altro'],
    next: 'Avanti', back: 'Indietro', detail: 'Dettaglio', thanks: 'Grazie, il tuo parere ci aiuterà a migliorare il servizio!', delayed: /non è ancora partito/, refused: /non è stato possibile/,
  },
  de: {
    title: 'Wie klar sind die Informationen auf dieser Seite?',
    service: 'Wie einfach war es, diesen Dienst zu nutzen?',
    star: (n) => (n === 1 ? '1 Stern von 5' : `${n} Sterne von 5`),
    positive: ['Was hat Ihnen am besten gefallen?', 'Die Anweisungen waren klar', 'Die Anweisungen waren vollständig', 'Ich wusste immer, dass ich richtig vorgehe', 'Ich hatte keine technischen Probleme', 'Anderes'],
    negative: ['Wo hatten Sie die größten Schwierigkeiten?', 'Manchmal waren die Anweisungen nicht klar', 'Manchmal waren die Anweisungen nicht vollständig', 'Manchmal wusste ich nicht, ob ich richtig vorgehe', 'Ich hatte technische Probleme', 'Anderes'],
    next: 'Weiter', back: 'Zurück', detail: 'Einzelheiten', thanks: 'Danke, Ihre Meinung hilft uns, den Dienst zu verbessern!',
  },
  en: {
    title: 'How clear is the information on this page?',
    star: (n) => (n === 1 ? '1 star out of 5' : `${n} stars out of 5`),
    positive: ['What did you like best?'], negative: ['Where did you have the most difficulty?'],
    next: 'Next', back: 'Back', detail: 'Details', thanks: 'Thank you, your opinion helps us to improve the service!',
  },
};

export const root = (page) => page.locator('[data-element="feedback"]');
export const star = (page, n, lang = 'it') => root(page).getByRole('radio', { name: WORDS[lang].star(n), exact: true });
export const chooseStar = (page, n) => root(page).locator(`[data-element="feedback-rate-${n}"]`).click();
export const press = (page, name) => root(page).getByRole('button', { name, exact: true });
export const comment = (page) => root(page).locator('[data-element="feedback-input-text"]');
export const thanks = (page, lang = 'it') => root(page).getByRole('heading', { name: WORDS[lang].thanks });

/** A whole rating: stars, an answer by its text, a few words. */
export async function rate(page, { stars = 5, answer = 'Le indicazioni erano chiare', words = 'Tutto chiaro', lang = 'it' } = {}) {
  await chooseStar(page, stars);
  if (answer) await root(page).getByText(answer, { exact: true }).click();
  await press(page, WORDS[lang].next).click();
  if (words) await comment(page).fill(words);
  await press(page, WORDS[lang].next).click();
  await thanks(page, lang).waitFor();
}

/** Every rating the core holds. */
export async function ratings(stack) {
  const answer = await fetch(new URL('/_sandbox/ratings', stack.core));
  return answer.json();
}

/** Waits until the core holds ratings, and a while longer for those that should not come. */
export async function arrivedRatings(stack, { limit = 15_000, more = 700 } = {}) {
  for (const end = Date.now() + limit; Date.now() < end && (await ratings(stack)).length === 0; ) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, more));
  return ratings(stack);
}

/** How often the two endpoints were asked. */
export async function asked(stack) {
  const count = async (path) => (await stack.requests(`POST /lang${path}`)).length;
  return { configs: await count('/v1/graphql'), ratings: await count('/api/v1/ratings') };
}

/**
 * What the national validator finds (criteria C.SI.2.5 and C.SI.2.6), following its procedure: a huge window, scrolled to the end, a
 * first click long before; then, within one task for each star, two clicks and a look at what has a visible box.
 */
export async function validate(page) {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await root(page).waitFor();
  await page.evaluate(() => document.querySelector('[data-element="feedback-rate-1"]').click());
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const find = (name, within = document) => within.querySelector(`[data-element="${name}"]`);
    const feedback = find('feedback');
    const text = (node) => node?.textContent.trim() ?? null;
    const visible = (node) => {
      const box = node.getBoundingClientRect();
      return getComputedStyle(node).visibility !== 'hidden' && box.top > 0 && box.bottom > 0 && box.width > 0 && box.height > 0;
    };
    const block = (name) => {
      const place = find(name, feedback);
      return [text(find('feedback-rating-question', place)), ...[...place.querySelectorAll('[data-element="feedback-rating-answer"]')].map(text)];
    };
    const shown = {};
    for (let n = 1; n <= 5; n += 1) {
      const rate = find(`feedback-rate-${n}`, feedback);
      rate.click();
      rate.click();
      shown[n] = ['positive', 'negative'].filter((name) => visible(find(`feedback-rating-${name}`, feedback))).join();
    }
    return { title: text(find('feedback-title', feedback)), shown, positive: block('feedback-rating-positive'), negative: block('feedback-rating-negative'), input: !!find('feedback-input-text', feedback) };
  });
}

/** Lets pass what the browser itself says of requests that failed on purpose. */
export function tolerate(problems) {
  const said = [/^status \d{3}/, /^request failed/, /^console: Access to fetch/];
  problems.allow(...said.filter((pattern) => problems.unexpected().some((text) => pattern.test(text))));
}
