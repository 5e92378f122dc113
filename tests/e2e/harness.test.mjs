// The harness itself: a test bench that misses a fault would make every other test worthless.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { expectNoViolations, violations } from './lib/axe.mjs';
import { focused, tabTo } from './lib/keyboard.mjs';
import { suite } from './lib/scenario.mjs';
import { expectNoSidewaysScroll, shoot } from './lib/screens.mjs';

const { scenario } = suite();

scenario('a host page has its globals before its own scripts run', { html: '<p>Prova</p>', globals: { OC_BASE_URL: '{{core}}', OC_SPID_BUTTON: 'true' } }, async ({ page, stack }) => {
  assert.deepEqual(await page.evaluate(() => [window.OC_BASE_URL, window.OC_SPID_BUTTON]), [stack.core, 'true']);
});

scenario('an inline script is refused under the strict policy, and noticed', { html: '<p>Prova</p><script>window.ran = true</script>' }, async ({ page, problems }) => {
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.match(problems.unexpected().join('\n'), /policy: script-src-elem refused inline/);
  problems.allow(/^policy: script-src-elem refused inline/);
});

scenario('the same script runs on a page without a policy', { csp: 'none', html: '<p>Prova</p><script>window.ran = true</script>' }, async ({ page }) => {
  assert.equal(await page.evaluate(() => window.ran), true);
});

scenario('a page error, a console error and a missing file are noticed', { csp: 'none', html: '<img src="/manca.png" alt=""><script>console.error("ahi"); throw new Error("rotto")</script>' }, async ({ problems }) => {
  assert.deepEqual(problems.unexpected().map((text) => text.replace(/http:\/\/[^/]+/, '')).sort(), ['console: ahi', 'page error: rotto', 'status 404: GET /manca.png']);
  problems.allow(/ahi/, /rotto/, /manca\.png/);
});

scenario('axe finds a field without a name, and nothing once it has one', { html: '<main><div id="a"><input></div><div id="b"><label>Nome <input></label></div></main>' }, async ({ page }) => {
  assert.match((await violations(page, '#a')).join('\n'), /^label \(critical\)/m);
  await assert.rejects(expectNoViolations(page, '#a'), /label/);
  await assert.rejects(expectNoViolations(page, '#missing'), /nothing on the page/);
  await expectNoViolations(page, '#b');
});

scenario('the keyboard helper walks to a button and notices one that hides its focus', { csp: 'none', html: '<style>#b:focus{outline:none}</style><button id="a">Uno</button><button>Due</button><button id="b">Tre</button>' }, async ({ page }) => {
  assert.deepEqual(await tabTo(page, page.locator('#a')), ['button "Uno"']);
  assert.equal(await focused(page), 'button "Uno"');
  await assert.rejects(tabTo(page, page.locator('#b')), /does not show/);
  await assert.rejects(tabTo(page, page.locator('#a'), { limit: 0 }), /not reachable/);
});

scenario('pictures are taken at both widths and sideways scrolling is noticed', { html: '<p>Prova</p>' }, async ({ page, open }) => {
  for (const path of await shoot(page, 'harness')) assert.ok(statSync(path).size > 1000, path);
  await expectNoSidewaysScroll(page);
  const wide = await open({ csp: 'none', html: '<table class="larga" style="width: 700px"><tr><td>x</td></tr></table>' });
  await assert.rejects(expectNoSidewaysScroll(wide.page), /table\.larga/);
});

scenario('the core counts the requests of a page and forgets them', { html: '<p>Prova</p>' }, async ({ page, stack }) => {
  const status = await page.evaluate(async (core) => (await fetch(`${core}/api/tenants/info`)).status, stack.core);
  assert.equal(status, 200);
  assert.equal((await stack.requests('GET /lang/api/tenants/info')).length, 1);
  await stack.reset();
  assert.deepEqual(await stack.requests(), []);
  assert.deepEqual(await stack.applications(), []);
});

scenario('the core misbehaves when told to, once', { html: '<p>Prova</p>' }, async ({ page, stack, problems }) => {
  await stack.faults([{ match: 'GET /api/tenants/info', times: 1, fault: { status: 503, body: {} } }]);
  const ask = () => page.evaluate(async (core) => (await fetch(`${core}/api/tenants/info`)).status, stack.core);
  assert.deepEqual([await ask(), await ask()], [503, 200]);
  problems.allow(/^status 503/);
});

scenario('a citizen is logged in without the login page', { html: '<p>Prova</p>', citizen: 'anna' }, async ({ page, stack }) => {
  const session = await page.evaluate(async (core) => {
    const answer = await fetch(`${core}/api/session-auth?with-cookie=1`, { credentials: 'include' });
    return { status: answer.status, redirected: answer.redirected, token: typeof (await answer.json()).token };
  }, stack.core);
  assert.deepEqual(session, { status: 200, redirected: false, token: 'string' });
});
