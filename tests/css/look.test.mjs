// The part of Bootstrap Italia a widget brings along looks exactly like the whole of it, and the page around keeps its own look.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from '../../tools/css/build.mjs';
import { ROOT, nodeModules } from '../../tools/css/lib/packages.mjs';

const FIXTURE = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixture');
const MODULES = nodeModules();
const WHOLE = readFileSync(path.join(MODULES, 'bootstrap-italia/dist/css/bootstrap-italia.min.css'), 'utf8');
const { chromium } = createRequire(path.join(MODULES, 'opencity-widgets.cjs'))('playwright-core');

const LOGIN_BOX = `<oc-login-box data-oc="login-box">
  <div class="it-user-wrapper nav-item dropdown">
    <a class="btn btn-primary btn-icon btn-full" href="#" aria-expanded="true"><span class="rounded-icon"><svg class="icon icon-primary"></svg></span> <span>Maria</span></a>
    <div class="dropdown-menu show" role="menu"><ul class="link-list"><li><a class="dropdown-item list-item" href="/x">Profilo</a></li></ul></div>
  </div>
  <div class="modal fade show"><div class="modal-dialog"><div class="modal-content">Entra</div></div></div>
</oc-login-box>`;

const HELPDESK = `<oc-helpdesk data-oc="helpdesk">
  <div class="form-group"><label for="a">Nome</label><input id="a" type="text" class="form-control is-invalid"><textarea class="form-control"></textarea></div>
  <div class="form-check"><input type="checkbox" id="p" checked><label for="p">Ho letto</label></div>
</oc-helpdesk>`;

/** A page as a municipality without any framework might have it. */
const HOST = `<h1>Comune</h1><p>Testo con un <a href="#">collegamento</a> e un <button>pulsante</button></p><ul><li>uno</li></ul>
  <form><label>Nome <input type="text" class="form-control"></label></form><div class="modal btn btn-primary dropdown-menu">altro</div>`;

/** Computed style of every element matched, pseudo-elements included, as readable lines. */
function styles(selector) {
  const lines = [];
  for (const [index, element] of [...document.querySelectorAll(selector)].entries()) {
    for (const pseudo of [null, '::before', '::after', '::placeholder']) {
      const style = getComputedStyle(element, pseudo);
      for (const property of style) {
        // Bootstrap's own variables are its means, not its look; the page's own box depends on its neighbours.
        if (property.startsWith('--')) continue;
        // Lengths that are calculated end up to a sixty-fourth of a pixel beside those that are written.
        const value = style.getPropertyValue(property).replace(/[\d.]+(?=px)/g, (length) => Number(length).toFixed(1));
        lines.push(`${index} ${element.tagName}.${element.className.baseVal ?? element.className}${pseudo ?? ''} ${property}: ${value}`);
      }
    }
  }
  return lines;
}

describe('look of the widgets on a page without Bootstrap Italia', () => {
  let browser;
  let out;

  before(async () => {
    out = mkdtempSync(path.join(tmpdir(), 'oc-css-'));
    build({ out, root: FIXTURE });
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
  });
  after(async () => {
    await browser?.close();
    rmSync(out, { recursive: true, force: true });
  });

  /** Opens a page with these styles and hands back the computed styles of what `selector` matches. */
  async function look({ width, css, body, selector }) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(`<!doctype html><html lang="it"><title>x</title><style>${css}</style><body>${body}`);
    const found = await page.evaluate(styles, selector);
    await page.close();
    return found;
  }

  const sheet = (name) => readFileSync(path.join(out, `bootstrap-italia@2/${name}.css`), 'utf8').replace(/@font-face\{[^}]*\}/g, '');
  const bare = (name) => readFileSync(path.join(out, `${name}.css`), 'utf8');

  for (const [name, body] of [
    ['login-box', LOGIN_BOX],
    ['helpdesk', HELPDESK],
  ]) {
    for (const width of [360, 1280]) {
      test(`${name} looks as with all of Bootstrap Italia, ${width} pixels wide`, async () => {
        // The page's own margin and background stay the host's business, so both pages get Bootstrap's.
        const frame = `<div style="background:#fff">${body}</div>`;
        const whole = await look({ width, css: `${WHOLE}\n${bare(name)}`, body: frame, selector: `oc-${name} *` });
        const part = await look({ width, css: `body{margin:0}\n${sheet(name)}`, body: frame, selector: `oc-${name} *` });
        assert.ok(part.length > 1000);
        assert.deepEqual(part.filter((line, i) => line !== whole[i]).slice(0, 20), whole.filter((line, i) => line !== part[i]).slice(0, 20));
      });
    }
  }

  test('the button takes the colour the page sets', async () => {
    const css = `:root{--oc-primary:rgb(10, 107, 61)}\n${sheet('login-box')}`;
    const lines = await look({ width: 1280, css, body: LOGIN_BOX, selector: 'oc-login-box .btn-primary' });
    assert.ok(lines.includes('0 A.btn btn-primary btn-icon btn-full background-color: rgb(10, 107, 61)'));
  });

  test('the rest of the page keeps its own look', async () => {
    const body = `<div id="host">${HOST}</div>`;
    const without = await look({ width: 1280, css: '', body, selector: 'html, body, #host, #host *' });
    const withSheets = await look({ width: 1280, css: sheet('login-box') + sheet('helpdesk'), body, selector: 'html, body, #host, #host *' });
    assert.ok(without.length > 1000);
    assert.deepEqual(withSheets, without);
  });
});

describe('login box in the header of the model for municipalities', () => {
  let browser;
  let out;
  let css;

  before(async () => {
    // Markup of the made-up suite, own rules of the real one.
    out = mkdtempSync(path.join(tmpdir(), 'oc-css-'));
    cpSync(FIXTURE, path.join(out, 'root'), { recursive: true });
    cpSync(path.join(ROOT, 'static/css'), path.join(out, 'root/static/css'), { recursive: true });
    build({ out, root: path.join(out, 'root') });
    css = readFileSync(path.join(out, 'login-box.css'), 'utf8');
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(async () => {
    await browser?.close();
    rmSync(out, { recursive: true, force: true });
  });

  const page = (sheets, content) => `<!doctype html><html lang="it"><title>x</title><style>${sheets.join('\n')}</style><body>
    <header class="it-header-wrapper"><div class="it-header-slim-wrapper"><div class="container"><div class="row"><div class="col-12">
    <div class="it-header-slim-wrapper-content"><a href="#">Regione</a><div class="it-header-slim-right-zone">
    <div id="oc-login-box">${content}</div></div></div></div></div></div></div></header><main>Pagina</main>`;

  for (const width of [360, 1280]) {
    for (const [order, sheets] of [
      ['after', () => [WHOLE, css]],
      ['before', () => [css, WHOLE]],
    ]) {
      test(`its menu opens inside a page ${width} pixels wide, its sheet ${order} Bootstrap Italia's`, async () => {
        const tab = await browser.newPage({ viewport: { width, height: 700 } });
        await tab.setContent(page(sheets(), LOGIN_BOX.replace(/<div class="modal[\s\S]*<\/div><\/div><\/div>/, '')));
        const menu = await tab.locator('.dropdown-menu').boundingBox();
        const button = await tab.locator('.btn').boundingBox();
        assert.ok(menu.x >= 0 && menu.x + menu.width <= width, JSON.stringify(menu));
        assert.ok(menu.y >= button.y + button.height - 10, 'the menu covers the button');
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= width);
        await tab.close();
      });
    }

    test(`the page does not move when its button appears, ${width} pixels wide`, async () => {
      const tab = await browser.newPage({ viewport: { width, height: 700 } });
      const place = () => tab.evaluate(() => document.querySelector('main').getBoundingClientRect().top);
      await tab.setContent(page([WHOLE, css], ''));
      const empty = await place();
      await tab.setContent(page([WHOLE, css], '<oc-login-box></oc-login-box>'));
      const waiting = await place();
      await tab.setContent(page([WHOLE, css], LOGIN_BOX));
      assert.deepEqual([waiting, await place()], [empty, empty]);
      await tab.close();
    });
  }
});
