// "Richiedi assistenza": asking, checking, sending, with and without a login, and drafts.
import assert from 'node:assert/strict';
import { ADA, ASK, DESK, PAGE, SENT, WORDS, consent, desk, done, field, fillApplicant, fillRequest, heading, next, posts, press, received, send, toSummary, toSummaryLoggedIn } from './lib/helpdesk.mjs';
import { BOX, GLOBALS, hear, heard, recordEvents, script, sessions, settle } from './lib/host.mjs';
import { expectFocus } from './lib/keyboard.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const site = (more = {}) => ({ path: PAGE, arrange: recordEvents, ...more });
const shown = (page) => desk(page).innerText();

scenario('a citizen nobody knows asks, checks, sends and gets a number', site(), async ({ page, stack, context }) => {
  await fillApplicant(page);
  await fillRequest(page);
  assert.equal((await sessions(stack)).anonymous, 0, 'nobody gets a session for only filling in a form');
  await next(page).click();
  await heading(page, 'Riepilogo').waitFor();
  await expectFocus(page, /^h2 "Riepilogo/);
  const summary = await shown(page);
  for (const text of [...Object.values(ADA), ASK.category, ASK.service, 'Il "divano" <vecchio>', 'è ancora in strada: 100 € & più.']) {
    assert.ok(summary.includes(text), `${text} is not in the summary:\n${summary}`);
  }
  assert.equal(await posts(stack), 0);
  await send(page).click();
  await done(page).waitFor();
  await expectFocus(page, /^h2 "Richiesta inviata/);
  const made = await received(stack);
  assert.equal(made.length, 1);
  assert.equal(made[0].status, '1900');
  assert.deepEqual(made[0].raw, {
    applicant: { data: { completename: { data: { name: ADA.name, surname: ADA.surname } }, fiscal_code: { data: { fiscal_code: ADA.code } } } },
    email: ADA.email,
    ...SENT,
    privacy: true,
  });
  const receipt = await shown(page);
  assert.ok(receipt.includes(made[0].id), receipt);
  assert.ok(receipt.includes(ADA.email), receipt);
  assert.equal(await desk(page).getByRole('link', { name: /area personale/ }).count(), 0);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 1 });
  assert.equal(await posts(stack), 1);
  assert.deepEqual((await hear(context, 'oc-submitted'))[0].detail, { widget: 'helpdesk', id: made[0].id });
});

scenario('a citizen who is logged in finds name, surname and fiscal code in place', site({ citizen: 'vittorino' }), async ({ page, stack }) => {
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[readonly]'));
  for (const [name, value] of Object.entries({ name: 'Vittorino', surname: 'Coliandro', code: 'CLNVTR76P01G822Q' })) {
    assert.equal(await field(page, name).inputValue(), value);
    assert.ok(!(await field(page, name).isEditable()), `${name} can be changed`);
  }
  assert.equal(await field(page, 'email').inputValue(), 'vittorino.coliandro@example.com');
  await field(page, 'email').fill('altro@example.org');
  await toSummaryLoggedIn(page);
  await send(page).click();
  await done(page).waitFor();
  const made = await received(stack);
  assert.equal(made.length, 1);
  assert.equal(made[0].user, 'dafb6c72-1b3d-44a9-8fa4-0fb78bf1a30f');
  assert.equal(made[0].raw.email, 'altro@example.org');
  assert.equal(made[0].raw.applicant.data.completename.data.name, 'Vittorino');
  const link = desk(page).getByRole('link', { name: 'Consulta la richiesta nella tua area personale' });
  assert.equal(await link.getAttribute('href'), `${stack.core}/pratiche/${made[0].id}/detail`);
  assert.equal((await sessions(stack)).anonymous, 0);
});

scenario('the office for the public needs no service', site(), async ({ page, stack }) => {
  await toSummary(page, { category: WORDS.it.office, service: undefined });
  await send(page).click();
  await done(page).waitFor();
  const [{ raw }] = await received(stack);
  assert.equal(raw.category.name, 'Relazioni con il pubblico');
  assert.equal(raw.service, undefined);
});

scenario('someone who corrects the request finds everything as it was', site(), async ({ page, stack }) => {
  await toSummary(page);
  await press(page, 'Modifica la richiesta').click();
  await field(page, 'details').waitFor();
  await expectFocus(page, /^h3 "Richiesta/);
  assert.equal(await field(page, 'name').inputValue(), ADA.name);
  assert.equal(await field(page, 'details').inputValue(), ASK.details);
  assert.ok(await field(page, 'privacy').isChecked());
  assert.equal(await field(page, 'service').evaluate((select) => select.selectedOptions[0].label), ASK.service);
  await field(page, 'details').fill('Altro');
  await next(page).click();
  await send(page).click();
  await done(page).waitFor();
  assert.equal((await received(stack))[0].raw.details, 'Altro');
});

scenario('whoever has sent one request can write another, without the first one\'s words', site(), async ({ page, stack }) => {
  await toSummary(page);
  await send(page).click();
  await done(page).waitFor();
  await press(page, "Invia un'altra richiesta").click();
  await field(page, 'details').waitFor();
  assert.equal(await field(page, 'details').inputValue(), '');
  assert.equal(await field(page, 'email').inputValue(), ADA.email);
  await fillRequest(page, { details: 'La seconda' });
  await next(page).click();
  await send(page).click();
  await done(page).waitFor();
  assert.deepEqual((await received(stack)).map(({ raw }) => raw.details).sort(), [ASK.details, 'La seconda'].sort());
});

scenario('an operator is told that the request goes out as anonymous, and so it does', site({ citizen: 'operatore' }), async ({ page, stack }) => {
  await desk(page).getByText('Sei collegato come operatore: la richiesta sarà inviata come anonima.').waitFor();
  assert.equal(await field(page, 'name').inputValue(), '');
  await toSummary(page);
  await send(page).click();
  await done(page).waitFor();
  const made = await received(stack);
  assert.equal(made.length, 1);
  assert.notEqual(made[0].user, 'eaa8307c-d531-4c1b-aef6-c1a4abf9f572');
  assert.equal((await sessions(stack)).anonymous, 1);
});

scenario('quotes and markup in a name are text from the form to the receipt', site({ citizen: 'anna' }), async ({ page, stack }) => {
  const name = 'Anna "Nina" <script>alert(1)</script>';
  await toSummaryLoggedIn(page);
  assert.ok((await shown(page)).includes(name));
  await send(page).click();
  await done(page).waitFor();
  assert.ok((await shown(page)).includes(name));
  assert.ok((await shown(page)).includes("D'Angelo & Figli"));
  assert.equal(await desk(page).locator('script').count(), 0);
  assert.equal((await received(stack))[0].raw.applicant.data.completename.data.name, name);
});

scenario('a malformed address in the profile is said at once and can be corrected', site({ citizen: 'mario' }), async ({ page, stack }) => {
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[aria-invalid]'));
  assert.equal(await field(page, 'email').getAttribute('aria-invalid'), 'true');
  await field(page, 'email').fill('mario@example.org');
  await toSummaryLoggedIn(page);
  await send(page).click();
  await done(page).waitFor();
  assert.equal((await received(stack))[0].raw.email, 'mario@example.org');
});

// ---- The login in the middle ----

scenario('what is typed stays when the citizen logs in on the way', site(), async ({ page, stack, context }) => {
  await field(page, 'name').fill('Qualcuno');
  await fillRequest(page);
  const [other] = await Promise.all([context.waitForEvent('page'), desk(page).getByRole('link', { name: 'Accedi' }).click()]);
  await other.waitForURL(/\/login/);
  await stack.loginAs(context, 'vittorino');
  await other.goto(new URL(other.url()).searchParams.get('return-url')).catch(() => undefined);
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[readonly]'));
  assert.equal(await field(page, 'name').inputValue(), 'Vittorino');
  assert.equal(await field(page, 'details').inputValue(), ASK.details);
  assert.equal(await field(page, 'service').evaluate((select) => select.selectedOptions[0].label), ASK.service);
  assert.ok(await field(page, 'privacy').isChecked());
  await next(page).click();
  await send(page).click();
  await done(page).waitFor();
  const made = await received(stack);
  assert.equal(made.length, 1);
  assert.equal(made[0].user, 'dafb6c72-1b3d-44a9-8fa4-0fb78bf1a30f');
});

// ---- Drafts ----

scenario('a saved request is offered on the next visit, resumed, and sent in its own place', site({ citizen: 'vittorino' }), async ({ page, stack }) => {
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[readonly]'));
  await fillRequest(page);
  await press(page, 'Salva richiesta').click();
  await desk(page).getByText('Richiesta salvata. Puoi riprenderla quando vuoi da questa pagina.').waitFor();
  const [draft] = await received(stack);
  assert.equal(draft.status, '1000');
  await page.reload();
  await desk(page).getByText(/^Hai una richiesta non ancora inviata, salvata il /).waitFor();
  assert.equal(await field(page, 'details').inputValue(), '');
  await press(page, 'Riprendi la richiesta salvata').click();
  await desk(page).getByText('Hai ripreso la richiesta salvata.').waitFor();
  assert.equal(await field(page, 'details').inputValue(), ASK.details);
  await page.waitForFunction((label) => [...document.querySelectorAll('oc-helpdesk select')].some((select) => select.selectedOptions[0]?.label === label), ASK.service);
  await consent(page);
  await next(page).click();
  await send(page).click();
  await done(page).waitFor();
  const made = await received(stack);
  assert.deepEqual(made.map(({ id, status }) => [id, status]), [[draft.id, '1900']]);
  assert.equal(await posts(stack), 1, 'the draft was made once, and then changed');
  assert.ok((await stack.requests(`PUT /lang/api/applications/${draft.id}`)).length >= 1);
});

scenario('a saved request can be left alone', site({ citizen: 'vittorino' }), async ({ page, stack }) => {
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[readonly]'));
  await fillRequest(page);
  await press(page, 'Salva richiesta').click();
  await desk(page).getByText(/^Richiesta salvata/).waitFor();
  await page.reload();
  await press(page, 'Inizia una nuova richiesta').click();
  await toSummaryLoggedIn(page, { details: 'Nuova' });
  await send(page).click();
  await done(page).waitFor();
  assert.deepEqual((await received(stack)).map(({ status, raw }) => [status, raw.details]).sort(), [['1000', ASK.details], ['1900', 'Nuova']]);
});

scenario('someone who is not logged in is not offered to save', site(), async ({ page }) => {
  await desk(page).getByText("Hai un'identità digitale SPID o CIE?").waitFor();
  assert.equal(await press(page, 'Salva richiesta').count(), 0);
});

// ---- The page around it ----

scenario('two widgets and a third tag ask once who is there', { globals: GLOBALS, html: `${BOX}${DESK}${script('login-box')}${script('helpdesk')}${script('helpdesk')}`, arrange: recordEvents }, async ({ page, stack, context }) => {
  await desk(page).getByText("Hai un'identità digitale SPID o CIE?").waitFor();
  await hear(context, 'oc-ready', 2);
  await settle(page);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
  assert.equal(heard(context, 'oc-ready').length, 2);
  assert.equal(await desk(page).count(), 1);
  await toSummary(page);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
  await send(page).click();
  await done(page).waitFor();
  assert.equal((await sessions(stack)).anonymous, 1);
});

const HOSTILE = {
  'a script as the address of the privacy notice': { OC_PRIVACY_URL: 'javascript:alert(1)' },
  'a number as the address of the privacy notice': { OC_PRIVACY_URL: 5 },
  'markup as the address of the login': { OC_AUTH_URL: '"><img src=x onerror=alert(1)>' },
  'an object as the language': { OC_LANGUAGE: { toString: 1 } },
};

for (const [words, globals] of Object.entries(HOSTILE)) {
  scenario(`the form works with ${words}`, { globals: { ...GLOBALS, ...globals }, html: DESK + script('helpdesk'), arrange: recordEvents }, async ({ page, stack }) => {
    await toSummary(page);
    await send(page).click();
    await done(page).waitFor();
    assert.equal((await received(stack)).length, 1);
    assert.equal(await desk(page).locator('a[href^="javascript:"], img[onerror]').count(), 0);
  });
}
