// The demonstration municipality's site: what a webmaster copies from, so it must hold what we ask of webmasters.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ROOT } from '../../tools/css/lib/packages.mjs';
import { assembled, site } from '../../tools/css/site.mjs';

describe('demonstration site', () => {
  let out;
  let pages;

  before(() => {
    out = mkdtempSync(path.join(tmpdir(), 'oc-site-'));
    site({ out });
    pages = readdirSync(out)
      .filter((name) => name.endsWith('.html'))
      .map((name) => ({ name, html: readFileSync(path.join(out, name), 'utf8') }));
  });
  after(() => rmSync(out, { recursive: true, force: true }));

  test('has a page in each language and one without Bootstrap Italia', () => {
    const langs = new Set(pages.map(({ html }) => /<html lang="(\w+)"/.exec(html)[1]));
    assert.deepEqual([...langs].sort(), ['de', 'en', 'it']);
    const plain = pages.find(({ name }) => name === 'senza-bootstrap.html').html;
    assert.doesNotMatch(plain, /bootstrap-italia\.min\.css/);
    assert.match(plain, /\{\{widgets\}\}\/widgets\/helpdesk\/bootstrap-italia@2\/js\/helpdesk\.js/);
  });

  test('has no inline script, style or event handler, so a strict content security policy holds', () => {
    for (const { name, html } of pages) {
      assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/i, name);
      for (const [, attributes, body] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
        assert.match(attributes, /src="/, name);
        assert.equal(body.trim(), '', name);
      }
    }
  });

  test('says something in the place of every widget until it starts', () => {
    let places = 0;
    for (const { name, html } of pages) {
      for (const [, id, rest] of html.matchAll(/<div id="(oc-[\w-]+)"[^>]*>([\s\S]{0,120})/g)) {
        places += 1;
        assert.match(rest, /^\s*<(a|p)\b/, `${name}: ${id} is empty`);
      }
    }
    assert.ok(places >= pages.length);
  });

  test('leaves the title of a widget to the widget: nobody reads the same heading twice', () => {
    let compared = 0;
    for (const { name, html } of pages) {
      const lang = /<html lang="(\w+)"/.exec(html)[1];
      const headings = [...html.matchAll(/<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/g)].map(([, text]) => text.trim());
      for (const [, widget] of html.matchAll(/<div id="oc-([\w-]+)"/g)) {
        const messages = readFileSync(path.join(ROOT, 'widgets', widget, `messages/${lang}.toml`), 'utf8');
        const [, title] = /^title = "(.*)"$/m.exec(messages) ?? [];
        if (!title) continue;
        compared += 1;
        assert.ok(!headings.includes(title), `${name}: "${title}" is what the ${widget} says itself`);
      }
    }
    assert.ok(compared >= pages.length);
  });

  test('tells the widgets where the core is', () => {
    for (const { name, html } of pages) {
      const [, core] = /<script src="\/config\.js" data-core="([^"]*)"><\/script>/.exec(html) ?? [];
      assert.equal(core, '{{core}}', name);
      const window = {};
      const script = { dataset: { core: 'http://localhost:8480/lang' } };
      new Function('window', 'document', readFileSync(path.join(out, 'config.js'), 'utf8'))(window, { currentScript: script });
      assert.equal(window.OC_BASE_URL, 'http://localhost:8480/lang');
      assert.equal(window.OC_AUTH_URL, 'http://localhost:8480/lang/login');
    }
  });

  test('leads nowhere that does not exist', () => {
    for (const { name, html } of pages) {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
      assert.equal(new Set(ids).size, ids.length, `${name}: an id occurs twice`);
      for (const [, url] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        if (/^(\{\{(core|widgets)\}\}|tel:|mailto:)/.test(url)) continue;
        const [file, anchor] = url.split('#');
        const target = file === '' ? name : file === '/' ? 'index.html' : file.replace(/^\//, '');
        assert.ok(existsSync(path.join(out, target)), `${name}: ${url}`);
        if (anchor && target.endsWith('.html')) {
          assert.ok(readFileSync(path.join(out, target), 'utf8').includes(` id="${anchor}"`), `${name}: ${url}`);
        }
      }
    }
  });

  test('asks nobody but the municipality, the core and the widgets for anything', () => {
    const css = readFileSync(path.join(out, 'assets/css/bootstrap-italia.min.css'), 'utf8');
    assert.doesNotMatch(css, /url\(["']?https?:/);
    assert.doesNotMatch(css, /sourceMappingURL|application\/font-woff/);
    for (const { name, html } of pages) assert.doesNotMatch(html, /(src|href)="(https?:)?\/\//, name);
  });

  test('refuses a page without a language or with an unknown part', () => {
    assert.throws(() => assembled('<html><!-- part: header -->'), /must say its language/);
    assert.throws(() => assembled('<html lang="it">\n<!-- part: nothing -->\n'), /nothing\.it\.html/);
  });
});
