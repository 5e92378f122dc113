// The page's `--oc-*` colours: what the contracts promise is what the style sheets read, and the platform's themes can be read.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from '../../tools/css/build.mjs';
import { ROOT, nodeModules } from '../../tools/css/lib/packages.mjs';
import { widgets } from '../../tools/css/lib/widgets.mjs';

const MODULES = nodeModules();
const WHOLE = readFileSync(path.join(MODULES, 'bootstrap-italia/dist/css/bootstrap-italia.min.css'), 'utf8');
const { chromium } = createRequire(path.join(MODULES, 'opencity-widgets.cjs'))('playwright-core');
const NAMES = widgets(ROOT).map(({ name }) => name);

/** Made by the build of the others, never set by a page. */
const INNER = ['--oc-shade', '--oc-rem', '--oc-ground'];

/** The `[[css-property]]` tables of a widget's contract. */
function promised(name) {
  const contract = readFileSync(path.join(ROOT, 'widgets', name, 'widget.toml'), 'utf8');
  return [...contract.matchAll(/^\[\[css-property\]\]\nname = "([^"]+)"\nsyntax = "([^"]+)"\ndefault = "([^"]+)"\n/gm)].map(([, property, syntax, value]) => ({ property, syntax, value }));
}

/**
 * Themes of the platform's manual, chapter "Temi grafici": the `$primary` and header colours of the file every theme starts from, and
 * Bootstrap Italia's own.
 */
const THEMES = {
  'the manual’s': { '--oc-primary': '#3478bd', '--oc-primary-dark': '#3478bd', '--oc-header-button': '#2b649e', '--oc-header-button-hover': '#3478bd', '--oc-link': '#3478bd' },
  'Bootstrap Italia’s': {},
  'one of a single colour': { '--oc-primary': '#0a6b3d' },
};

const MARKUP = {
  'login-box': '<a href="#" class="btn btn-primary btn-full">Accedi</a><dialog open class="oc-dialog"><div class="modal-body"><a class="inner" href="#">Altro</a><a class="btn btn-primary" href="#">Entra</a></div></dialog>',
  helpdesk: '<button class="btn btn-primary">Avanti</button><p class="oc-error">Manca il nome</p>',
  satisfy: '<button class="btn btn-primary">Avanti</button><div class="oc-stars active"><input type="radio" checked id="s"><label for="s">Uno</label></div>',
};

/** Relative luminance and contrast as WCAG 2 defines them, of `[r, g, b]` from 0 to 255. */
const luminance = (rgb) => rgb.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

describe('the page’s own colours', () => {
  let out;
  let browser;
  const sheet = (name, place = '') => readFileSync(path.join(out, `${place}${name}.css`), 'utf8').replace(/@font-face\{[^}]*\}/g, '');

  before(async () => {
    out = mkdtempSync(path.join(tmpdir(), 'oc-theme-'));
    build({ out });
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(async () => {
    await browser?.close();
    rmSync(out, { recursive: true, force: true });
  });

  /** A page with these styles; `classes` are those of its root. */
  async function open(css, body, classes = '') {
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.setContent(`<!doctype html><html lang="it" class="${classes}"><title>x</title><style>body{background:#fff}${css}</style><body>${body}`);
    return page;
  }

  /** Colours of what `selector` matches as `[r, g, b]`, whatever notation they are computed in; a colour below half is none at all. */
  const colours = (page, selector) =>
    page.locator(selector).evaluate((element) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const numbers = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
      };
      const style = getComputedStyle(element);
      let behind = [255, 255, 255];
      for (let at = element; at; at = at.parentElement) {
        const found = numbers(getComputedStyle(at).backgroundColor);
        if (found[3] < 128) continue;
        behind = found.slice(0, 3);
        break;
      }
      const ring = /rgba?\([^)]*\)|#\w+/g;
      return {
        text: numbers(style.color).slice(0, 3),
        background: behind,
        ring: (style.boxShadow.match(ring) ?? []).map((colour) => numbers(colour).slice(0, 3)),
      };
    });

  for (const name of NAMES) {
    test(`${name} reads the properties its contract names, and no other`, () => {
      const read = new Set([...`${sheet(name)}${sheet(name, 'bootstrap-italia@2/')}`.matchAll(/var\(\s*(--oc-[\w-]+)/g)].map((m) => m[1]));
      INNER.forEach((property) => read.delete(property));
      assert.deepEqual(promised(name).map(({ property }) => property).sort(), [...read].sort());
    });

    test(`${name} names Bootstrap Italia 3’s colour, then 2’s, then its own, as its contract says`, () => {
      const css = sheet(name);
      const chains = promised(name).filter(({ value }) => /--bsi-[\w-]+, --bs-/.test(value));
      assert.ok(chains.length > 2);
      for (const { property, value } of chains) {
        const names = value.split(', ').filter((part) => part.startsWith('--'));
        assert.match(css, new RegExp(`var\\(${[property, ...names].join(',var\\(')},#`), property);
      }
    });
  }

  test('the README lists every property with its default', () => {
    const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
    for (const name of NAMES) {
      for (const { property, value } of promised(name)) {
        const row = readme.split('\n').find((line) => line.startsWith(`| \`${property}\` |`));
        assert.ok(row, property);
        for (const word of value.match(/--[\w-]+|#\w+/g) ?? []) assert.ok(row.includes(`\`${word}\``), `${property}: ${word}`);
      }
    }
  });

  for (const [words, theme] of Object.entries(THEMES)) {
    for (const name of NAMES) {
      test(`${name} can be read in the theme ${words}`, async () => {
        const own = `:root{${Object.entries(theme).map(([property, value]) => `${property}:${value}`).join(';')}}`;
        const page = await open(`${own}${sheet(name, 'bootstrap-italia@2/')}`, `<oc-${name} data-oc="${name}">${MARKUP[name]}</oc-${name}>`);
        for (const selector of await page.locator(`oc-${name} :is(.btn, a, label, .oc-error)`).all()) {
          const { text, background } = await colours(page, await unique(selector));
          assert.ok(contrast(text, background) >= 4.5, `${await selector.innerText()}: ${text} on ${background}`);
        }
        for (const state of ['hover', 'focus']) {
          const button = page.locator(`oc-${name} .btn`).first();
          await button[state]();
          const { text, background, ring } = await colours(page, await unique(button));
          assert.ok(contrast(text, background) >= 4.5, `${state}: ${text} on ${background}`);
          if (state === 'focus') assert.ok(ring.some((colour) => contrast(colour, [255, 255, 255]) >= 3), `ring ${JSON.stringify(ring)}`);
        }
        await page.close();
      });
    }
  }

  /** A selector for one element, by a mark put on it. */
  async function unique(locator) {
    const mark = `m${Math.random().toString(36).slice(2)}`;
    await locator.evaluate((element, name) => element.setAttribute('data-mark', name), mark);
    return `[data-mark="${mark}"]`;
  }

  const green = [10, 107, 61];
  const GREEN = ':root{--oc-primary:#0a6b3d}';
  const BUTTON = '<oc-helpdesk data-oc="helpdesk"><button class="btn btn-primary">Avanti</button></oc-helpdesk>';

  test('what is pointed at is a darker shade of the page’s colour, without being told', async () => {
    const page = await open(`${GREEN}${sheet('helpdesk', 'bootstrap-italia@2/')}`, BUTTON);
    assert.deepEqual((await colours(page, '.btn')).background, green);
    await page.locator('.btn').hover();
    assert.deepEqual((await colours(page, '.btn')).background, green.map((value) => Math.round(value * 0.8)));
    await page.close();
  });

  test('the colour of the page’s Bootstrap Italia 3 is taken, that of another Bootstrap is not', async () => {
    const css = sheet('helpdesk', 'bootstrap-italia@2/');
    for (const [root, expected] of [
      ['--bsi-primary:#0a6b3d', green],
      ['--bs-primary:#0a6b3d', [0, 102, 204]],
    ]) {
      const page = await open(`:root{${root}}${css}`, BUTTON);
      assert.deepEqual((await colours(page, '.btn')).background, expected, root);
      await page.close();
    }
  });

  test('a page with Bootstrap Italia 2 keeps its own buttons, however it colours them, until it asks for the theme', async () => {
    const host = `${WHOLE}.btn-primary{background-color:#7a1f5c}`;
    const page = await open(`${GREEN}${host}${sheet('helpdesk')}`, BUTTON);
    assert.deepEqual((await colours(page, '.btn')).background, [122, 31, 92]);
    await page.close();
    const themed = await open(`${GREEN}${WHOLE}${sheet('helpdesk')}`, BUTTON, 'oc-theme');
    assert.deepEqual((await colours(themed, '.btn')).background, green);
    await themed.close();
    const follows = await open(`${WHOLE}:root{--bs-primary:#7a1f5c}${sheet('helpdesk')}`, BUTTON, 'oc-theme');
    assert.deepEqual((await colours(follows, '.btn')).background, [122, 31, 92]);
    await follows.close();
  });

  test('the button in the header has its colour, those in its pop-up that of the page', async () => {
    const css = `:root{--oc-primary:#0a6b3d;--oc-header-button:#2b649e}${sheet('login-box', 'bootstrap-italia@2/')}`;
    const page = await open(css, `<oc-login-box data-oc="login-box">${MARKUP['login-box']}</oc-login-box>`);
    assert.deepEqual((await colours(page, '.btn-full')).background, [43, 100, 158]);
    assert.deepEqual((await colours(page, '.oc-dialog .btn')).background, green);
    await page.close();
  });

  test('no shade of Bootstrap Italia’s blue is left that the page cannot change', () => {
    for (const name of NAMES) {
      const css = sheet(name, 'bootstrap-italia@2/');
      const bare = css.replace(/var\(--oc-[\w-]+,(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '');
      assert.deepEqual(bare.match(/(#06c|#0052a3|#004d99|#0057ad)\b/g), null, name);
    }
  });
});
