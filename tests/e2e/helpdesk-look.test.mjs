// Every state of "Richiedi assistenza" as it is met without a mouse, with a screen reader, and on a narrow screen.
import assert from 'node:assert/strict';
import { expectNoViolations } from './lib/axe.mjs';
import { ADA, ASK, PAGE, WORDS, desk, done, field, fillApplicant, fillRequest, heading, next, press, received, send, toSummary, toSummaryLoggedIn, tolerate } from './lib/helpdesk.mjs';
import { recordEvents } from './lib/host.mjs';
import { expectFocus, tabTo } from './lib/keyboard.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

const site = (more = {}) => ({ path: PAGE, arrange: recordEvents, ...more });
const failing = (match, fault, times) => ({ before: (stack) => stack.faults([{ match, fault, times }]) });

/** Looks at what is shown now at both widths. */
async function look(page, name) {
  await shoot(page, `helpdesk-${name}`);
  await expectNoSidewaysScroll(page, 320);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoViolations(page, 'oc-helpdesk');
  }
}

// The focus moves before the next picture is drawn, not within the event.
const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

scenario('the whole request is possible without a mouse', site(), async ({ page, stack }) => {
  const type = async (name, text) => {
    await tabTo(page, field(page, name));
    await page.keyboard.type(text);
  };
  await field(page, 'category').waitFor();
  await tabTo(page, next(page));
  await page.keyboard.press('Enter');
  // The list of what is missing takes the focus, and each line leads to its field.
  const first = desk(page).getByRole('link', { name: 'Inserisci il nome' });
  await first.waitFor();
  await expectFocus(page, /^alert "Controlla i dati inseriti/);
  await tabTo(page, first, { limit: 2 });
  await page.keyboard.press('Enter');
  await expectFocus(page, /^input "Nome\*"$/);
  await page.keyboard.type(ADA.name);
  await type('surname', ADA.surname);
  await type('code', ADA.code.toLowerCase());
  await type('email', ADA.email);
  await tabTo(page, field(page, 'category'));
  await page.keyboard.type(ASK.category);
  await field(page, 'service').waitFor();
  await tabTo(page, field(page, 'service'));
  await page.keyboard.type(ASK.service);
  await type('details', 'Il divano');
  await tabTo(page, field(page, 'privacy'));
  await page.keyboard.press('Space');
  await tabTo(page, next(page));
  await page.keyboard.press('Enter');
  await heading(page, WORDS.it.summary).waitFor();
  await expectFocus(page, /^h2 "Riepilogo/);
  await tabTo(page, press(page, 'Modifica i dati del richiedente'));
  await page.keyboard.press('Enter');
  await field(page, 'name').waitFor();
  await expectFocus(page, /^h3 "Richiedente/);
  await tabTo(page, next(page));
  await page.keyboard.press('Enter');
  await heading(page, WORDS.it.summary).waitFor();
  await tabTo(page, send(page));
  await page.keyboard.press('Enter');
  await done(page).waitFor();
  await expectFocus(page, /^h2 "Richiesta inviata/);
  const [{ raw }] = await received(stack);
  assert.deepEqual([raw.applicant.data.fiscal_code.data.fiscal_code, raw.category.name, raw.service.name, raw.privacy], [ADA.code, ASK.category, ASK.service, true]);
  await tabTo(page, press(page, "Invia un'altra richiesta"));
});

scenario('every mistake is named at its field and in the list', site(), async ({ page }) => {
  await field(page, 'category').waitFor();
  await field(page, 'email').fill('ada');
  await field(page, 'details').fill('a'.repeat(601));
  await next(page).click();
  const list = desk(page).getByRole('alert').filter({ hasText: 'Controlla i dati inseriti' });
  await list.waitFor();
  const lines = await list.getByRole('link').allInnerTexts();
  assert.deepEqual(lines.map((line) => line.trim()), [
    'Inserisci il nome',
    'Inserisci il cognome',
    'Inserisci il codice fiscale',
    "Scrivi l'indirizzo e-mail con una sola chiocciola, per esempio nome@esempio.it",
    'Scegli la categoria di servizio',
    'Il testo è troppo lungo: togli un carattere (al massimo 600)',
    "Per proseguire devi dichiarare di aver letto l'informativa sulla privacy",
  ]);
  for (const [index, name] of ['name', 'surname', 'code', 'email', 'category', 'details', 'privacy'].entries()) {
    await list.getByRole('link').nth(index).click();
    await frame(page);
    const [described, invalid, active] = await field(page, name).evaluate((element) => [
      element.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).innerText).join(' '),
      element.getAttribute('aria-invalid'),
      element === document.activeElement,
    ]);
    assert.ok(described.includes(lines[index].trim()), `${name}: ${described}`);
    assert.deepEqual([invalid, active], ['true', true], name);
  }
  await look(page, 'errors');
});

scenario('accessible: the empty form, and the office for the public', site(), async ({ page }) => {
  await field(page, 'category').waitFor();
  await desk(page).getByText("Hai un'identità digitale SPID o CIE?").waitFor();
  await look(page, 'form');
  await field(page, 'category').selectOption({ label: WORDS.it.office });
  assert.equal(await field(page, 'service').count(), 0);
  await look(page, 'office');
});

scenario('accessible: a category without services', site(), async ({ page }) => {
  await field(page, 'category').selectOption({ label: 'Appalti pubblici' });
  await desk(page).getByText(/^Non ci sono servizi in questa categoria/).waitFor();
  await look(page, 'no-services');
});

scenario('accessible: categories on their way', site(failing('GET /api/categories', { kind: 'delay', ms: 6000 })), async ({ page }) => {
  await desk(page).getByText('Caricamento delle categorie…').waitFor();
  await look(page, 'categories-loading');
});

scenario('accessible: categories that failed', site(failing('GET /api/categories', { status: 500 })), async ({ page, problems }) => {
  await desk(page).getByText(/^Non è stato possibile caricare le categorie/).waitFor({ timeout: 30_000 });
  await look(page, 'categories-failed');
  tolerate(problems);
});

scenario('accessible: services on their way', site(failing('GET /api/services', { kind: 'delay', ms: 6000 })), async ({ page }) => {
  await field(page, 'category').selectOption({ label: ASK.category });
  await desk(page).getByText('Caricamento dei servizi…').waitFor();
  await look(page, 'services-loading');
});

scenario('accessible: the form of a known citizen, the saved notice, the offered and the resumed draft', site({ citizen: 'vittorino' }), async ({ page }) => {
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[readonly]'));
  // What cannot be changed does not ask to be written.
  assert.ok(!(await desk(page).getByText('Inserisci il tuo nome').isVisible()));
  assert.ok(await desk(page).getByText('Ti scriveremo a questo indirizzo').isVisible());
  await look(page, 'prefilled');
  await fillRequest(page);
  await press(page, 'Salva richiesta').click();
  await desk(page).getByText(/^Richiesta salvata/).waitFor();
  await look(page, 'saved');
  await page.reload();
  await press(page, 'Riprendi la richiesta salvata').waitFor();
  await look(page, 'draft-offered');
  await press(page, 'Riprendi la richiesta salvata').click();
  await desk(page).getByText('Hai ripreso la richiesta salvata.').waitFor();
  await look(page, 'draft-resumed');
});

scenario('accessible: an operator at the form', site({ citizen: 'operatore' }), async ({ page }) => {
  await desk(page).getByText(/^Sei collegato come operatore/).waitFor();
  await field(page, 'category').waitFor();
  await look(page, 'operator');
});

scenario('accessible: the summary, while it is being sent, when it fails, and when it is done', site(), async ({ page, stack, problems }) => {
  await toSummary(page);
  await look(page, 'summary');
  const match = 'POST /api/applications';
  await stack.faults([{ match, times: 1, fault: { ms: 6000, status: 400, body: { title: 'An error occurred', description: 'Dati sbagliati' } } }]);
  await send(page).click();
  await press(page, 'Invio in corso…').waitFor();
  await look(page, 'sending');
  await desk(page).getByRole('alert').filter({ hasText: 'Dati sbagliati' }).waitFor();
  await look(page, 'send-failed');
  await send(page).click();
  await done(page).waitFor();
  await look(page, 'done');
  tolerate(problems);
});

scenario('accessible: the summary when the session is gone', site({ citizen: 'vittorino' }), async ({ page, stack, context, problems }) => {
  await toSummaryLoggedIn(page);
  await context.clearCookies();
  await stack.faults([{ match: 'POST /api/applications', times: 1, fault: { kind: 'expired_token' } }]);
  await send(page).click();
  await desk(page).getByRole('alert').filter({ hasText: /^La sessione è scaduta/ }).waitFor();
  await look(page, 'session-lost');
  tolerate(problems);
});

for (const lang of ['de', 'en']) {
  const category = { de: 'Umwelt', en: 'Environment' }[lang];
  scenario(`accessible and in its own language: ${lang}`, site({ path: `/${lang}.html`, lang }), async ({ page, stack }) => {
    await field(page, 'category', lang).waitFor();
    await look(page, `form-${lang}`);
    await fillApplicant(page, { lang });
    await fillRequest(page, { lang, category, service: { index: 1 } });
    await next(page, lang).click();
    await heading(page, WORDS[lang].summary).waitFor();
    await look(page, `summary-${lang}`);
    await send(page, lang).click();
    await done(page, lang).waitFor();
    await look(page, `done-${lang}`);
    assert.equal((await received(stack))[0].raw.category.name, category);
    assert.equal(await desk(page).getByText(/Richiesta|Riepilogo|Categoria/).count(), 0);
  });
}
