// The script a page includes: however, whenever and how often a site does it, a citizen finds one working widget per place.
import assert from 'node:assert/strict';
import { BOX, GLOBALS, SUBSTITUTE, address, downloads, hear, heard, recordEvents, script, sessions, settle, style } from './lib/host.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

const login = (page) => page.getByRole('button', { name: "Accedi all'area personale" });
const host = (html, more) => ({ globals: GLOBALS, html, arrange: recordEvents, ...more });
const MANIFEST = async (stack) => (await fetch(`${stack.widgets}/manifest.json`)).json();

const PLACES = {
  'after the place, as the snippet says': { html: BOX + script('login-box') },
  'in the head, before the place': { head: script('login-box'), html: BOX },
  'in the head with defer': { head: script('login-box', { attributes: 'defer' }), html: BOX },
  'in the head with async': { head: script('login-box', { attributes: 'async' }), html: BOX },
  'as a module': { head: script('login-box', { attributes: 'type="module"' }), html: BOX },
};

for (const [words, parts] of Object.entries(PLACES)) {
  scenario(`a citizen finds the login button when the script stands ${words}`, host('', parts), async ({ page, context, stack }) => {
    await login(page).waitFor();
    assert.equal(await page.getByText(SUBSTITUTE).count(), 0, 'the substitute is still there');
    assert.equal((await hear(context, 'oc-ready')).length, 1);
    assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
  });
}

scenario('a citizen finds the button in a place that a script adds later', host(script('login-box')), async ({ page }) => {
  await page.evaluate(() => {
    const late = Object.assign(document.createElement('div'), { id: 'oc-login-box' });
    document.body.append(Object.assign(document.createElement('header'), {}));
    document.querySelector('header').append(late);
  });
  await login(page).waitFor();
});

scenario('the element can be written in the page, also before its script, with content of its own', host(`<oc-login-box><a href="/x">${SUBSTITUTE}</a></oc-login-box>${script('login-box')}`), async ({ page }) => {
  await login(page).waitFor();
  assert.equal(await page.getByText(SUBSTITUTE).count(), 0);
});

scenario('the element written after its script waits for its own content, and gives it back', host(`<oc-login-box><a href="/x">${SUBSTITUTE}</a></oc-login-box>`, { head: script('login-box') }), async ({ page }) => {
  await login(page).waitFor();
  const left = await page.evaluate(async () => {
    const box = document.querySelector('oc-login-box');
    box.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return box.innerHTML;
  });
  assert.equal(left, `<a href="/x">${SUBSTITUTE}</a>`);
});

for (const [words, open, close] of [['the old place', '<div id="oc-login-box">', '</div>'], ['the element', '<oc-login-box>', '</oc-login-box>']]) {
  const slow = async (context) => {
    await recordEvents(context);
    await context.route('**/lenta.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await route.fulfill({ contentType: 'text/javascript', body: '' });
    });
  };
  scenario(`${words} keeps together what it holds while the page is still arriving`, host(`${open}<a href="/x">Primo</a><script src="/lenta.js"></script><a href="/y">Secondo</a>${close}<p>Fine</p>`, { head: script('login-box'), arrange: slow }), async ({ page }) => {
    await login(page).waitFor();
    assert.equal(await page.getByText(/Primo|Secondo/).count(), 0);
    const links = await page.evaluate(async () => {
      const box = document.querySelector('oc-login-box');
      box.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return [...box.querySelectorAll('a')].map((link) => link.textContent);
    });
    assert.deepEqual(links, ['Primo', 'Secondo']);
  });
}

scenario('the element can be created by a script of the page', host(script('login-box')), async ({ page }) => {
  await page.evaluate(() => document.body.append(document.createElement('oc-login-box')));
  await login(page).waitFor();
});

scenario('a citizen keeps the open menu when the page moves the box elsewhere', host(`${BOX}<aside></aside>${script('login-box')}`, { citizen: 'vittorino' }), async ({ page, context, stack }) => {
  const name = page.getByRole('button', { name: /vittorino coliandro/i });
  await name.click();
  const before = await name.elementHandle();
  await page.evaluate(() => document.querySelector('aside').append(document.querySelector('#oc-login-box')));
  await settle(page);
  assert.ok(await before.evaluate((element) => element.isConnected && !!element.closest('aside')), 'another button was built');
  assert.equal(await name.count(), 1);
  assert.equal(await page.getByRole('link', { name: 'Pratiche' }).count(), 1);
  await name.click();
  await name.click();
  await page.getByRole('link', { name: 'Pratiche' }).waitFor();
  assert.equal(heard(context, 'oc-ready').length, 1);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
});

scenario('a citizen keeps what was typed when the page moves the form, takes it away and puts it back', host(`<div id="oc-helpdesk"></div><aside></aside>${script('helpdesk')}`), async ({ page, context }) => {
  const name = page.getByLabel(/^Nome/);
  await name.fill('Ada');
  const before = await name.elementHandle();
  await page.evaluate(() => document.querySelector('aside').append(document.querySelector('#oc-helpdesk')));
  await settle(page);
  assert.ok(await before.evaluate((element) => element.isConnected), 'another field was built');
  assert.equal(await name.inputValue(), 'Ada');
  assert.equal(heard(context, 'oc-ready').length, 1);
  await page.evaluate(async () => {
    const place = document.querySelector('#oc-helpdesk');
    place.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    document.body.append(place);
  });
  await hear(context, 'oc-ready', 2);
  assert.equal(await name.inputValue(), 'Ada');
});

/** Tells every widget of the site that somebody logged in elsewhere; those that listen ask the core. */
const announceLogin = (page) => page.evaluate(() => new BroadcastChannel('oc-widgets-login').postMessage(true));

scenario('a box that is taken out of the page shows its own content again, stops listening, and works when it is put back', host(BOX + script('login-box')), async ({ page, context, stack }) => {
  await login(page).waitFor();
  await announceLogin(page);
  await settle(page);
  assert.equal((await sessions(stack)).asked, 2, 'a mounted box follows logins in other tabs');
  const text = await page.evaluate(async () => {
    window.box = document.querySelector('oc-login-box');
    window.place = window.box.parentNode;
    window.place.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return window.box.textContent;
  });
  assert.equal(text, SUBSTITUTE);
  await announceLogin(page);
  await settle(page);
  assert.equal((await sessions(stack)).asked, 2, 'a box that is gone still listens');
  await page.evaluate(() => document.body.append(window.place));
  await login(page).waitFor();
  assert.equal(await page.locator('oc-login-box').count(), 1);
  assert.equal((await hear(context, 'oc-ready', 2)).length, 2);
});

scenario('a box that comes and goes many times leaves nothing behind', host(`${BOX}${script('login-box')}`), async ({ page }) => {
  await login(page).waitFor();
  const cdp = await page.context().newCDPSession(page);
  const listeners = async () => {
    let total = 0;
    for (const expression of ['window', 'document', 'document.body', 'document.documentElement']) {
      const { result } = await cdp.send('Runtime.evaluate', { expression });
      total += (await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId })).listeners.length;
    }
    return total;
  };
  const before = await listeners();
  for (let round = 0; round < 5; round += 1) {
    await page.evaluate(() => {
      window.place ??= document.querySelector('#oc-login-box');
      window.place.remove();
    });
    await settle(page, 30);
    await page.evaluate(() => document.body.append(window.place));
    await login(page).waitFor();
  }
  assert.equal(await listeners(), before);
  await cdp.send('HeapProfiler.collectGarbage');
  assert.equal(await page.locator('oc-login-box *').count(), await page.locator('oc-login-box').first().locator('*').count());
});

scenario('a form that is taken out of the page stops what it was asking for', host(`<div id="oc-helpdesk"></div>${script('helpdesk')}`, { before: (stack) => stack.faults([{ match: 'GET /api/categories', fault: { kind: 'delay', ms: 3000 } }]) }), async ({ page, context, stack }) => {
  const stopped = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/categories'));
  await hear(context, 'oc-ready');
  while (!(await stack.requests('GET /lang/api/categories')).length) await settle(page, 20);
  await page.evaluate(() => document.querySelector('#oc-helpdesk').remove());
  assert.equal((await stopped).failure().errorText, 'net::ERR_ABORTED');
});

scenario('a box taken out while it is still loading never appears, and can come back', host(BOX + script('login-box'), { before: (stack) => stack.faults([{ match: 'GET /runtime/*.wasm', fault: { kind: 'delay', ms: 2500 } }]) }), async ({ page, context }) => {
  assert.ok(await page.getByText(SUBSTITUTE).isVisible());
  await page.evaluate(() => {
    window.place = document.querySelector('#oc-login-box');
    window.place.remove();
  });
  await settle(page, 3500);
  assert.equal(heard(context, 'oc-ready').length, 0);
  assert.equal(await page.evaluate(() => window.place.textContent), SUBSTITUTE);
  await page.evaluate(() => document.body.append(window.place));
  await login(page).waitFor();
  assert.equal(heard(context, 'oc-ready').length, 1);
});

scenario('a script that is included twice makes one button', host(BOX + script('login-box') + script('login-box')), async ({ page, context, stack }) => {
  await login(page).waitFor();
  await settle(page);
  assert.equal(await page.locator('oc-login-box').count(), 1);
  assert.equal(await login(page).count(), 1);
  assert.equal(heard(context, 'oc-ready').length, 1);
  assert.equal((await downloads(stack, '/runtime.js')).length, 1);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
});

scenario('three scripts of two widgets and four places ask who is there exactly once', host(`${BOX}${script('login-box')}<div id="oc-helpdesk"></div>${script('helpdesk')}<oc-login-box></oc-login-box><div id="oc-login-box"></div>${script('login-box', { place: 'latest' })}`), async ({ page, context, stack }) => {
  await hear(context, 'oc-ready', 4);
  await login(page).nth(2).waitFor();
  await settle(page, 600);
  assert.equal(await login(page).count(), 3);
  assert.deepEqual(heard(context, 'oc-ready').map((note) => note.detail.widget).sort(), ['helpdesk', 'login-box', 'login-box', 'login-box']);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
  assert.equal((await downloads(stack, '/runtime.js')).length, 1);
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id).filter((id) => id.startsWith('oc-') && !['oc-login-box', 'oc-helpdesk'].includes(id)));
  assert.equal(new Set(ids).size, ids.length, `an id is used twice: ${ids}`);
});

scenario('the substitute stays in sight until the widget works', host(BOX + script('login-box'), { before: (stack) => stack.faults([{ match: 'GET /runtime/*.wasm', fault: { kind: 'delay', ms: 2500 } }]) }), async ({ page }) => {
  assert.ok(await page.getByRole('link', { name: SUBSTITUTE }).isVisible());
  assert.equal(await login(page).count(), 0);
  await login(page).waitFor();
  assert.equal(await page.getByText(SUBSTITUTE).count(), 0);
});

for (const way of ['an inline script', 'eval']) {
  scenario(`a script fetched and run through ${way}, as jQuery does, finds its files`, host(BOX, { csp: 'none' }), async ({ page, stack }) => {
    await page.evaluate(
      async ([url, way]) => {
        const text = await (await fetch(url)).text();
        if (way === 'eval') (0, eval)(text);
        else document.head.append(Object.assign(document.createElement('script'), { textContent: text }));
      },
      [`${address('login-box').replace('{{widgets}}', stack.widgets)}?_=1700000000000`, way],
    );
    await login(page).waitFor();
  });
}

for (const [words, parts] of Object.entries({
  'no style sheet': { html: BOX + script('login-box', { place: 'bootstrap-italia@2' }) },
  'a style sheet before the script': { head: style('login-box', 'bootstrap-italia@2'), html: BOX + script('login-box', { place: 'bootstrap-italia@2' }) },
  'a style sheet after the script': { html: BOX + script('login-box', { place: 'bootstrap-italia@2' }) + style('login-box', 'bootstrap-italia@2') },
})) {
  scenario(`the variant with Bootstrap Italia is dressed on a page with ${words}`, host('', parts), async ({ page, stack }) => {
    await login(page).waitFor();
    await page.waitForFunction(() => getComputedStyle(document.querySelector('oc-login-box button')).backgroundColor === 'rgb(0, 102, 204)');
    assert.equal((await downloads(stack, '/css/login-box.css')).length, 1);
  });
}

scenario('every address of the script works', host(`${BOX}${script('login-box', { place: 'latest/bootstrap-italia@2' })}`), async ({ page, open, stack }) => {
  await login(page).waitFor();
  const { version } = await MANIFEST(stack);
  const pinned = await open(host(`${BOX}${script('login-box', { place: `version/${version}` })}`));
  await login(pinned.page).waitFor();
  // The others differ in how deep they lie: each has to find the same runtime and its own style sheet.
  for (const base of ['', 'latest', `version/${version}`]) {
    for (const variant of ['', 'bootstrap-italia@2']) {
      const place = [base, variant].filter(Boolean).join('/');
      const url = address('login-box', place).replace('{{widgets}}', stack.widgets);
      const text = await (await fetch(url)).text();
      const [, root] = /root:"([./]+)"/.exec(text);
      const [, runtime] = /runtime:"([^"]+)"/.exec(text);
      const found = await Promise.all([new URL(root + runtime, url), new URL(`../css/login-box.css`, url)].map(async (file) => (await fetch(file)).status));
      assert.deepEqual(found, [200, 200], url);
    }
  }
});

/** A later release: the same files under another address. */
async function release(context, stack, change = (text) => text) {
  const manifest = await MANIFEST(stack);
  const folder = manifest.runtime.entry.replace(/[^/]+$/, '');
  await context.route(`${stack.widgets}/widgets/helpdesk/version/9.9.9/**`, async (route) => {
    const answer = await route.fetch({ url: route.request().url().replace('/version/9.9.9/', `/version/${manifest.version}/`) });
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(folder, 'runtime/9.9.9/next/') });
  });
  await context.route(`${stack.widgets}/runtime/9.9.9/next/**`, async (route) => route.fulfill({ response: await route.fetch({ url: route.request().url().replace('runtime/9.9.9/next/', folder) }) }));
  await context.route(`${stack.widgets}/widgets/login-box/js/login-box.js`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: change(await answer.text()) });
  });
}

const TWO_RELEASES = `${BOX}${script('login-box')}<div id="oc-helpdesk"></div>${script('helpdesk', { place: 'version/9.9.9' })}`;

scenario('scripts of two releases on one page share the runtime of the first', host(TWO_RELEASES, { arrange: async (context, stack) => [await recordEvents(context), await release(context, stack)] }), async ({ page, context, stack }) => {
  await login(page).waitFor();
  await hear(context, 'oc-ready', 2);
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  assert.ok(files.some((file) => file.includes('/widgets/helpdesk/version/9.9.9/')));
  assert.deepEqual(files.filter((file) => file.includes('/runtime/9.9.9/')), []);
  assert.deepEqual(await sessions(stack), { asked: 1, anonymous: 0 });
});

scenario('a widget that the runtime of the page does not know brings its own', host(TWO_RELEASES, {
  arrange: async (context, stack) => [await recordEvents(context), await release(context, stack, (text) => text.replace(/widgets:\[[^\]]*\]/, 'widgets:["login-box"]'))],
}), async ({ page, context }) => {
  await login(page).waitFor();
  assert.deepEqual((await hear(context, 'oc-ready', 2)).map((note) => note.detail.widget).sort(), ['helpdesk', 'login-box']);
  assert.ok(await page.evaluate(() => performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('/runtime/9.9.9/next/runtime.js'))));
});

scenario('everything a widget needs is asked for before the first file has arrived, and nothing twice', { arrange: recordEvents, before: (stack) => stack.faults([{ match: 'GET /runtime/', fault: { kind: 'delay', ms: 300 } }]) }, async ({ page, context, stack }) => {
  await hear(context, 'oc-ready');
  const files = await page.evaluate(() =>
    performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/runtime/')).map((entry) => ({ name: entry.name, start: entry.startTime, end: entry.responseEnd })),
  );
  const first = Math.min(...files.map((file) => file.end));
  assert.ok(files.length >= 5, JSON.stringify(files));
  assert.deepEqual(files.filter((file) => file.start >= first).map((file) => file.name), [], 'asked for only after something else had arrived');
  const asked = await downloads(stack);
  assert.deepEqual(asked.filter((path, index) => asked.indexOf(path) !== index), [], 'downloaded twice');
});

scenario('a page without a place for the widget downloads its script and nothing else', host(`<p>Niente qui</p>${script('login-box')}${script('helpdesk')}`), async ({ page, stack }) => {
  await settle(page);
  assert.deepEqual((await downloads(stack)).sort(), ['/widgets/helpdesk/js/helpdesk.js', '/widgets/login-box/js/login-box.js']);
  assert.deepEqual(await stack.requests('GET /lang/'), []);
});
