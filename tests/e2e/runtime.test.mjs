// Downloads that fail and modules that break: the citizen keeps the page, is told, and can try again.
import assert from 'node:assert/strict';
import { expectNoViolations } from './lib/axe.mjs';
import { BOX, GLOBALS, SUBSTITUTE, downloads, hear, heard, recordEvents, script, sessions, settle, style } from './lib/host.mjs';
import { tabTo } from './lib/keyboard.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

const host = (html, more) => ({ globals: GLOBALS, html, arrange: recordEvents, ...more });
const login = (page) => page.getByRole('button', { name: "Accedi all'area personale" });
const notice = (page) => page.getByRole('alert').filter({ hasText: 'Il servizio non è disponibile in questo momento' });
const retry = (page) => page.getByRole('button', { name: 'Riprova' });
const failing = (path, fault, times) => ({ before: (stack) => stack.faults([{ match: `GET ${path}`, times, fault }]) });

// What the browser itself says of a failed download, in the words of Chromium.
const TROUBLE = [/^status (404|500)/, /^request failed/, /^console: .*(wasm|WebAssembly|fetch|module|loopback)/i];
const tolerate = (problems) => problems.allow(...TROUBLE.filter((pattern) => problems.unexpected().some((text) => pattern.test(text))));

// The login box is part of the module itself; what has a part of its own is tried with the request for assistance.
const WIDGETS = {
  'login-box': { html: BOX + script('login-box'), shown: login },
  helpdesk: { html: BOX.replaceAll('oc-login-box', 'oc-helpdesk') + script('helpdesk'), shown: (page) => page.locator('oc-helpdesk textarea') },
};

const ONCE = {
  'the runtime is not found': ['/runtime/*/runtime.js', { status: 404 }],
  'the glue breaks off': ['/runtime/*/oc.js', { kind: 'cut_stream' }],
  'the module answers 500': ['/runtime/*/oc.wasm', { status: 500 }],
  'the module is cut short': ['/runtime/*/oc.wasm', { kind: 'cut' }],
  'the module breaks off': ['/runtime/*/oc.wasm', { kind: 'cut_stream' }],
  'an HTML page comes instead of the module': ['/runtime/*/oc.wasm', { kind: 'wrong_type' }],
  "the widget's part is not found": ['/runtime/*/split_helpdesk.wasm', { status: 404 }, 'helpdesk'],
  "the widget's part answers 500": ['/runtime/*/split_helpdesk.wasm', { status: 500 }, 'helpdesk'],
  "the widget's part is cut short": ['/runtime/*/split_helpdesk.wasm', { kind: 'cut' }, 'helpdesk'],
  'the messages are not found': ['/runtime/*/messages.it.json', { status: 404 }],
  'an HTML page comes instead of the messages': ['/runtime/*/messages.it.json', { kind: 'wrong_type' }],
  'the connection is lost': ['/runtime/*', { kind: 'drop' }],
};

for (const [words, [path, fault, widget = 'login-box']] of Object.entries(ONCE)) {
  const { html, shown } = WIDGETS[widget];
  scenario(`a citizen notices nothing when ${words} once`, host(html, failing(path, fault, 1)), async ({ page, problems, context, stack }) => {
    await shown(page).waitFor();
    assert.equal(await page.getByText(SUBSTITUTE).count(), 0);
    assert.equal(await notice(page).count(), 0);
    assert.deepEqual(heard(context).map((note) => note.name), ['oc-ready']);
    assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
    assert.equal((await stack.requests('GET /runtime/')).filter((request) => request.fault).length, 1, 'the fault struck');
    tolerate(problems);
  });
}

scenario('a spoilt copy that the browser keeps does not stay in the way', host(BOX + script('login-box'), failing('/runtime/*/oc.wasm', { kind: 'cut' }, 2)), async ({ page, problems }) => {
  await login(page).waitFor();
  tolerate(problems);
});

const FOR_GOOD = {
  'the runtime is not found': ['/runtime/*/runtime.js', { status: 404 }],
  'the module is cut short': ['/runtime/*/oc.wasm', { kind: 'cut' }],
  'an HTML page comes instead of the module': ['/runtime/*/oc.wasm', { kind: 'wrong_type' }],
  "the widget's part answers 500": ['/runtime/*/split_helpdesk.wasm', { status: 500 }, 'helpdesk'],
  'the messages answer 500': ['/runtime/*/messages.it.json', { status: 500 }],
};

for (const [words, [path, fault, widget = 'login-box']] of Object.entries(FOR_GOOD)) {
  const { html, shown } = WIDGETS[widget];
  scenario(`when ${words}, the substitute stays, a sentence says so, and trying again works later`, host(html, failing(path, fault)), async ({ page, problems, context, stack }) => {
    await notice(page).waitFor();
    assert.ok(await page.getByRole('link', { name: SUBSTITUTE }).isVisible());
    const [error] = await hear(context, 'oc-error');
    assert.deepEqual([error.element, error.composed, error.detail.widget, error.detail.kind], [`oc-${widget}`, true, widget, 'load']);
    assert.ok(error.detail.message.length > 0);
    await retry(page).click();
    await page.waitForFunction(() => !document.querySelector('[role=alert]'));
    await notice(page).waitFor();
    assert.equal(await notice(page).count(), 1);
    assert.ok(await page.getByRole('link', { name: SUBSTITUTE }).isVisible());
    await stack.clearFaults();
    await retry(page).click();
    await shown(page).waitFor();
    assert.equal(await page.getByText(SUBSTITUTE).count(), 0);
    assert.equal(await notice(page).count(), 0);
    tolerate(problems);
  });
}

scenario('whoever uses the keyboard can try again and again', host(BOX + script('login-box'), failing('/runtime/*/runtime.js', { status: 404 })), async ({ page, problems, stack }) => {
  await notice(page).waitFor();
  await tabTo(page, retry(page));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('[role=alert]'));
  await notice(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Riprova');
  await stack.clearFaults();
  await page.keyboard.press('Enter');
  await login(page).waitFor();
  tolerate(problems);
});

for (const path of ['/richiedi_assistenza.html', '/de.html', '/en.html']) {
  scenario(`the notice is accessible and fits the page: ${path}`, { path, ...failing('/runtime/*/runtime.js', { status: 404 }) }, async ({ page, problems }) => {
    await page.locator('oc-login-box [role=alert]').waitFor();
    await page.locator('oc-helpdesk [role=alert]').waitFor();
    await shoot(page, `failed-load${path.replace(/\W+/g, '-')}`);
    await expectNoSidewaysScroll(page, 320);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      for (const element of ['oc-login-box', 'oc-helpdesk']) await expectNoViolations(page, element);
    }
    tolerate(problems);
  });
}

scenario('a place that comes and goes while downloads fail ends up with one widget', host(BOX + script('login-box'), failing('/runtime/*/runtime.js', { status: 404 }, 2)), async ({ page, problems }) => {
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(async () => {
      const place = document.querySelector('#oc-login-box');
      place.remove();
      await new Promise((resolve) => setTimeout(resolve, 60));
      document.body.append(place);
    });
    await settle(page, 100);
  }
  await login(page).waitFor();
  await settle(page, 1500);
  assert.equal(await login(page).count(), 1);
  assert.equal(await page.locator('oc-login-box > *').count(), 1);
  tolerate(problems);
});

scenario('a widget whose part cannot be had leaves the others alone', host(`${BOX}${script('login-box')}<div id="oc-helpdesk"><p>Telefona al centralino</p></div>${script('helpdesk')}<p id="resto">Il resto</p>`, failing('/runtime/*/split_helpdesk.wasm', { status: 404 })), async ({ page, problems, context }) => {
  await login(page).waitFor();
  await page.locator('oc-helpdesk').getByRole('alert').waitFor();
  assert.ok(await page.getByText('Telefona al centralino').isVisible());
  assert.deepEqual(heard(context, 'oc-error').map((note) => note.detail.widget), ['helpdesk']);
  assert.equal(await page.locator('oc-login-box').getByRole('alert').count(), 0);
  await login(page).click();
  await page.getByRole('dialog').waitFor();
  tolerate(problems);
});

scenario('a site whose policy forbids WebAssembly keeps its substitute and is told', host(BOX + script('login-box'), { csp: (policy) => policy.replace("'wasm-unsafe-eval'", '') }), async ({ page, problems, context }) => {
  await notice(page).waitFor();
  assert.ok(await page.getByRole('link', { name: SUBSTITUTE }).isVisible());
  const [error] = await hear(context, 'oc-error');
  assert.equal(error.detail.kind, 'load');
  assert.match(error.detail.message, /WebAssembly|Content Security Policy/);
  problems.allow(/policy: script-src refused wasm-eval/);
  tolerate(problems);
});

/**
 * Gives the page two ways of breaking the running module as a defect would, with the module's own functions on the stack:
 * `ocTestTrap()` does it at once, `ocTestTrapOnUnmount = true` when the next widget is taken away.
 */
async function breakable(context) {
  await recordEvents(context);
  await context.route(/\/runtime\/.*\/oc2?\.js$/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    const [, exports] = /(\w+)=\w+\.exports\b/.exec(text);
    const trap = `${exports}.__wbindgen_malloc(0xffffffff,1)`;
    const unmount = `(globalThis.ocTestTrapOnUnmount&&(globalThis.ocTestTrapOnUnmount=false,${trap}),${exports}).unmount(`;
    await route.fulfill({ response: answer, body: `${text.replace(`${exports}.unmount(`, () => unmount)}\nglobalThis.ocTestTrap=()=>{${trap}};` });
  });
}

const trap = (page) => page.evaluate(() => void setTimeout(window.ocTestTrap));
const BROKEN = /^page error: (unreachable|memory access out of bounds|null function)/;

scenario('after a defect in the module the widgets start again by themselves, once', host(`${BOX}${script('login-box')}<oc-login-box></oc-login-box>`, { citizen: 'vittorino', arrange: breakable }), async ({ page, problems, context, stack }) => {
  const menu = page.getByRole('button', { name: /vittorino coliandro/i });
  await menu.nth(1).waitFor();
  await trap(page);
  await hear(context, 'oc-ready', 4);
  await menu.nth(1).waitFor();
  assert.equal(await menu.count(), 2);
  assert.equal(await page.getByText(SUBSTITUTE).count(), 0);
  await menu.first().click();
  await page.getByRole('link', { name: 'Pratiche' }).first().waitFor();
  assert.equal((await sessions(stack)).asked, 2, 'one session for each module');
  assert.ok((await downloads(stack, '/oc2.js')).length, 'a fresh copy took over');
  problems.allow(BROKEN);
});

scenario('a defect does not cost the citizen what was typed', host(`${BOX}${script('login-box')}<div id="oc-helpdesk"></div>${script('helpdesk')}`, { arrange: breakable }), async ({ page, problems, context, stack }) => {
  const details = page.getByLabel(/^Dettagli/);
  await page.getByLabel(/^Nome/).fill('Ada');
  await details.fill('Il lampione "davanti" <casa> è spento\nda lunedì.');
  await login(page).waitFor();
  await trap(page);
  await hear(context, 'oc-ready', 4);
  await login(page).waitFor();
  assert.equal(await page.getByLabel(/^Nome/).inputValue(), 'Ada');
  assert.equal(await details.inputValue(), 'Il lampione "davanti" <casa> è spento\nda lunedì.');
  assert.equal((await sessions(stack)).asked, 2, 'one session for each module');
  await page.getByLabel(/^Nome/).fill('Ada Maria');
  assert.equal(await page.getByLabel(/^Nome/).inputValue(), 'Ada Maria');
  problems.allow(BROKEN);
});

scenario('after a second defect the substitute comes back, and trying again works', host(BOX + script('login-box'), { arrange: breakable }), async ({ page, problems, context }) => {
  await login(page).waitFor();
  await trap(page);
  await hear(context, 'oc-ready', 2);
  await login(page).waitFor();
  await trap(page);
  await notice(page).waitFor();
  assert.ok(await page.getByRole('link', { name: SUBSTITUTE }).isVisible());
  assert.equal(await login(page).count(), 0);
  assert.equal((await hear(context, 'oc-error'))[0].detail.kind, 'load');
  await retry(page).click();
  await login(page).waitFor();
  await login(page).click();
  await page.getByRole('dialog').waitFor();
  problems.allow(BROKEN);
});

scenario('a defect deep inside the module is noticed although the browser tells only the last calls', host(BOX + script('login-box'), { arrange: breakable }), async ({ page, problems, context }) => {
  await login(page).waitFor();
  await page.evaluate(() => void (Error.stackTraceLimit = 1));
  await trap(page);
  await hear(context, 'oc-ready', 2);
  await login(page).waitFor();
  problems.allow(BROKEN);
});

scenario('a defect met while a widget is taken away restarts the others', host(`${BOX}${script('login-box')}<oc-login-box></oc-login-box>`, { arrange: breakable }), async ({ page, problems, context }) => {
  await login(page).nth(1).waitFor();
  const left = await page.evaluate(async () => {
    const place = document.querySelector('#oc-login-box');
    window.ocTestTrapOnUnmount = true;
    place.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return place.textContent;
  });
  assert.equal(left, SUBSTITUTE);
  await hear(context, 'oc-ready', 3);
  await login(page).waitFor();
  assert.equal(await login(page).count(), 1);
  await login(page).click();
  await page.getByRole('dialog').waitFor();
  problems.allow();
});

scenario("errors of the page's own scripts, WebAssembly included, are none of the widgets' business", host(BOX + script('login-box'), { arrange: breakable }), async ({ page, problems, context }) => {
  await login(page).waitFor();
  await page.evaluate(() => {
    setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); });
    setTimeout(() => { throw null; });
    Promise.reject(undefined);
  });
  await settle(page);
  assert.equal(heard(context, 'oc-ready').length, 1);
  assert.equal(await login(page).count(), 1);
  problems.allow(/^page error/);
});
