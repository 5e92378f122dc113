// "Richiedi assistenza" when the core, the network or the session fails: nothing is lost, and nothing is sent twice.
import assert from 'node:assert/strict';
import { ADA, ASK, DESK, PAGE, WORDS, desk, done, field, fillApplicant, fillRequest, heading, next, posts, press, received, send, toSummary, toSummaryLoggedIn, tolerate } from './lib/helpdesk.mjs';
import { GLOBALS, hear, heard, recordEvents, script, sessions, settle } from './lib/host.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const site = (more = {}) => ({ path: PAGE, arrange: recordEvents, ...more });
const failing = (match, fault, times) => ({ before: (stack) => stack.faults([{ match, fault, times }]) });
const POST = 'POST /api/applications';

async function expectKept(page) {
  assert.equal(await field(page, 'name').inputValue(), ADA.name);
  assert.equal(await field(page, 'details').inputValue(), ASK.details);
}

// ---- Lists ----

const LISTS = { 'answer 500': { status: 500 }, 'come as an HTML page': { kind: 'wrong_type' }, 'lead to the login page': { kind: 'redirect_login' }, 'are cut short': { kind: 'cut' }, 'do not come at all': { kind: 'drop' } };

for (const [words, fault] of Object.entries(LISTS)) {
  scenario(`when the categories ${words}, the citizen is told and can try again without losing a word`, site(failing('GET /api/categories', fault)), async ({ page, stack, problems }) => {
    await desk(page).getByRole('alert').filter({ hasText: 'Non è stato possibile caricare le categorie di servizio.' }).waitFor({ timeout: 30_000 });
    await fillApplicant(page);
    await field(page, 'details').fill(ASK.details);
    await stack.clearFaults();
    await press(page, 'Riprova').click();
    await field(page, 'category').waitFor();
    await expectKept(page);
    await fillRequest(page);
    await next(page).click();
    await heading(page, WORDS.it.summary).waitFor();
    tolerate(problems);
  });
}

scenario('services that fail can be asked for again', site(), async ({ page, stack, problems }) => {
  await field(page, 'category').waitFor();
  await stack.faults([{ match: 'GET /api/services', fault: { status: 500 } }]);
  await field(page, 'category').selectOption({ label: ASK.category });
  await desk(page).getByText(/^Non è stato possibile caricare i servizi di questa categoria/).waitFor({ timeout: 30_000 });
  await stack.clearFaults();
  await press(page, 'Riprova').click();
  await field(page, 'service').selectOption({ label: ASK.service });
  tolerate(problems);
});

// ---- Sending ----

const REFUSAL = { status: 400, body: { type: 'about:blank', title: 'An error occurred', description: 'Dati <b>sbagliati</b>' } };

scenario('a refusal is told in words, with the words of the core as text, and the citizen can correct and send', site(), async ({ page, stack, problems }) => {
  await toSummary(page);
  await stack.faults([{ match: POST, times: 1, fault: REFUSAL }]);
  await send(page).click();
  await desk(page).getByRole('alert').filter({ hasText: 'Dati <b>sbagliati</b>' }).waitFor({ timeout: 30_000 });
  assert.equal(await desk(page).locator('[role=alert] b').count(), 0);
  await press(page, 'Modifica la richiesta').click();
  await expectKept(page);
  await next(page).click();
  await send(page).click();
  await done(page).waitFor();
  assert.equal((await received(stack)).length, 1);
  tolerate(problems);
});

scenario('a core that is busy once is asked again by itself or by the citizen, and gets one request', site(), async ({ page, stack, problems }) => {
  await toSummary(page);
  await stack.faults([{ match: POST, times: 1, fault: { kind: 'retry_after' } }]);
  await send(page).click();
  await done(page).or(desk(page).getByText(/Ci sono troppe richieste in questo momento/)).first().waitFor({ timeout: 30_000 });
  if (!(await done(page).count())) await send(page).click();
  await done(page).waitFor();
  assert.equal((await received(stack)).length, 1);
  tolerate(problems);
});

const UNCLEAR = {
  'the answer is cut short': { kind: 'cut' },
  'the connection is lost in the middle of the answer': { kind: 'cut_stream' },
  'the connection is lost after the core took it': { kind: 'drop_after' },
  'the core answers 500': { status: 500 },
  'a page of some proxy answers': { kind: 'wrong_type' },
  'the core is not reached': { kind: 'drop' },
};

for (const citizen of [undefined, 'vittorino']) {
  for (const [words, fault] of Object.entries(UNCLEAR)) {
    scenario(`when ${words}, the request of ${citizen ? 'a known citizen' : 'a citizen nobody knows'} arrives exactly once`, site({ citizen }), async ({ page, stack, problems }) => {
      await (citizen ? toSummaryLoggedIn : toSummary)(page);
      await stack.faults([{ match: POST, times: 1, fault }]);
      await send(page).click();
      const trouble = desk(page).locator('[role=alert]').filter({ hasText: /\S/ });
      await done(page).or(trouble).first().waitFor({ timeout: 40_000 });
      if (!(await done(page).count())) await send(page).click();
      await done(page).waitFor({ timeout: 20_000 });
      const made = await received(stack);
      assert.equal(made.length, 1);
      assert.equal(made[0].raw.details, ASK.details);
      assert.ok((await desk(page).innerText()).includes(made[0].id), 'the number shown is the one of the request');
      tolerate(problems);
    });
  }
}

const LOST = { 'lost after the core took it': { kind: 'drop_after' }, 'cut short': { kind: 'cut' }, 'an error page': { status: 503 } };

for (const [words, fault] of Object.entries(LOST)) {
  scenario(`when the answer to saving, and then to sending what was saved, is ${words}, there is one request`, site({ citizen: 'vittorino' }), async ({ page, stack, problems }) => {
    const trouble = desk(page).locator('[role=alert]').filter({ hasText: /\S/ });
    await toSummaryLoggedIn(page);
    await stack.faults([{ match: POST, times: 1, fault }]);
    await press(page, 'Salva richiesta').click();
    const saved = desk(page).getByText(/^Richiesta salvata/);
    await saved.or(trouble).first().waitFor({ timeout: 40_000 });
    if (!(await saved.count())) await press(page, 'Salva richiesta').click();
    await saved.waitFor();
    const [draft, ...more] = await received(stack);
    assert.deepEqual([draft.status, more.length], ['1000', 0]);
    await stack.faults([{ match: 'PUT /api/applications', times: 1, fault }]);
    await send(page).click();
    await done(page).or(trouble).first().waitFor({ timeout: 40_000 });
    if (!(await done(page).count())) await send(page).click();
    await done(page).waitFor({ timeout: 20_000 });
    // Sent, and by now perhaps on its way through the office.
    const [sent, ...others] = await received(stack);
    assert.deepEqual([sent.id, ['1900', '2000'].includes(sent.status), others.length], [draft.id, true, 0]);
    tolerate(problems);
  });
}

scenario('who presses twice sends once', site(failing(POST, { kind: 'delay_after', ms: 1200 })), async ({ page, stack }) => {
  await toSummary(page);
  await send(page).dblclick();
  const busy = press(page, 'Invio in corso…');
  await busy.waitFor();
  assert.equal(await busy.getAttribute('aria-disabled'), 'true');
  await busy.click({ force: true });
  await busy.press('Enter');
  await done(page).waitFor();
  await settle(page, 500);
  assert.equal(await posts(stack), 1);
  assert.equal((await received(stack)).length, 1);
});

// ---- The session ----

scenario('a token that has run out is renewed without the citizen noticing', site({ citizen: 'vittorino' }), async ({ page, stack, problems }) => {
  await toSummaryLoggedIn(page);
  await stack.faults([{ match: POST, times: 1, fault: { kind: 'expired_token' } }]);
  await send(page).click();
  await done(page).waitFor();
  const made = await received(stack);
  assert.deepEqual(made.map(({ user }) => user), ['dafb6c72-1b3d-44a9-8fa4-0fb78bf1a30f']);
  assert.deepEqual(await sessions(stack), { asked: 2, anonymous: 0 });
  tolerate(problems);
});

/** A known citizen whose session ends while they look at the summary, and who then sends. */
async function loseSession({ page, stack, context }) {
  await toSummaryLoggedIn(page);
  await context.clearCookies();
  await stack.faults([{ match: POST, times: 1, fault: { kind: 'expired_token' } }]);
  await send(page).click();
  const lost = desk(page).getByRole('alert').filter({ hasText: 'La sessione è scaduta. Accedi di nuovo: quello che hai scritto resta qui.' });
  await lost.waitFor();
  const inWindow = await lost.evaluate((element) => element.getBoundingClientRect().bottom > 0 && element.getBoundingClientRect().top < innerHeight);
  assert.ok(inWindow, 'who has just pressed the button sees what is wrong without scrolling');
  assert.equal((await received(stack)).length, 0);
}

scenario('when the session is gone the citizen logs in again in another tab and sends what was written', site({ citizen: 'vittorino' }), async (visit) => {
  const { page, stack, context, problems } = visit;
  await loseSession(visit);
  const [other] = await Promise.all([context.waitForEvent('page'), desk(page).getByRole('link', { name: 'Accedi di nuovo' }).click()]);
  await other.waitForURL(/\/login/);
  await stack.loginAs(context, 'vittorino');
  await other.goto(new URL(other.url()).searchParams.get('return-url')).catch(() => undefined);
  await desk(page).getByText(/^La sessione è scaduta/).waitFor({ state: 'hidden' });
  assert.ok((await desk(page).innerText()).includes('è ancora in strada'));
  await send(page).click();
  await done(page).waitFor();
  assert.deepEqual((await received(stack)).map(({ user, raw }) => [user, raw.details]), [['dafb6c72-1b3d-44a9-8fa4-0fb78bf1a30f', ASK.details]]);
  tolerate(problems);
});

scenario('when the session is gone the citizen can go on without it', site({ citizen: 'vittorino' }), async (visit) => {
  const { page, stack, problems } = visit;
  await loseSession(visit);
  await press(page, 'Continua senza accesso').click();
  await send(page).click();
  await done(page).waitFor();
  const made = await received(stack);
  assert.equal(made.length, 1);
  assert.notEqual(made[0].user, 'dafb6c72-1b3d-44a9-8fa4-0fb78bf1a30f');
  assert.equal(made[0].raw.details, ASK.details);
  tolerate(problems);
});

// ---- Defects ----

/** Gives the page `ocTestTrap()`, which breaks the running module as a defect would. */
async function breakable(context) {
  await recordEvents(context);
  await context.route(/\/runtime\/.*\/oc2?\.js$/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    const [, exports] = /(\w+)=\w+\.exports\b/.exec(text);
    await route.fulfill({ response: answer, body: `${text}\nglobalThis.ocTestTrap=()=>{${exports}.__wbindgen_malloc(0xffffffff,1)};` });
  });
}

scenario('after a defect the whole form is as it was, and the request is sent once', { globals: GLOBALS, html: DESK + script('helpdesk'), arrange: breakable }, async ({ page, stack, context, problems }) => {
  await fillApplicant(page);
  await fillRequest(page);
  await page.evaluate(() => void setTimeout(window.ocTestTrap));
  await hear(context, 'oc-ready', 2);
  await page.waitForFunction((label) => [...document.querySelectorAll('oc-helpdesk select')].some((select) => select.selectedOptions[0]?.label === label), ASK.service);
  await expectKept(page);
  assert.ok(await field(page, 'privacy').isChecked());
  await next(page).click();
  await send(page).click();
  await done(page).waitFor();
  assert.equal((await received(stack)).length, 1);
  assert.equal(heard(context, 'oc-submitted').length, 1);
  problems.allow(/^page error: (unreachable|memory access out of bounds|null function)/);
});
