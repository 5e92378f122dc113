// The style sheets that go out with the widgets: what they hold and what they leave alone.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from '../../tools/css/build.mjs';
import { ROOT, libraries, nodeModules } from '../../tools/css/lib/packages.mjs';
import { widgets } from '../../tools/css/lib/widgets.mjs';

const FIXTURE = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixture');
const { postcss, selectorParser } = libraries(nodeModules());

/** Every style sheet below a folder, parsed. */
function sheets(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.css'))
    .map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      return { file, name: path.basename(file, '.css'), text, root: postcss.parse(text) };
    });
}

/** Rules that say how an element looks: all but the steps of an animation. */
function rules(root) {
  const found = [];
  root.walkRules((rule) => void (/keyframes$/.test(rule.parent.name ?? '') || found.push(rule)));
  return found;
}

/** What matches no element and gives a rule weight, see `tools/css/lib/scope.mjs`. */
const WEIGHT = '#_#_';

/** The selectors of a rule one by one, those the minifier gathered in a leading `:is(…)` taken apart. */
function selectors(list) {
  const gathered = ({ nodes: [first, ...rest] }) => rest.length === 0 && first.value === ':is' && first.nodes.some(({ nodes }) => nodes.some(({ type }) => type === 'combinator'));
  return list.nodes.flatMap((selector) => (gathered(selector) ? selectors(selector.nodes[0]) : [selector]));
}

/** The one rule about the page around a widget: what is not the receipt stays off the paper on which it is printed. */
function onlyThePrintedReceipt(rule, places) {
  const { name, params } = rule.parent;
  const receipt = places.some((place) => [':where', ':is'].some((list) => rule.selector.startsWith(`body:has(${list}(${place}`))) && rule.selector.includes(' .oc-receipt) ');
  const hides = rule.nodes.length === 1 && rule.nodes[0].prop === 'display' && rule.nodes[0].value === 'none';
  return name === 'media' && params === 'print' && receipt && hides;
}

for (const [what, top] of [
  ['a made-up suite', FIXTURE],
  ['this suite', ROOT],
]) {
  describe(`style sheets of ${what}`, () => {
    let out;
    let report;
    const all = widgets(top);

    before(() => {
      out = mkdtempSync(path.join(tmpdir(), 'oc-css-'));
      report = build({ out, root: top });
    });
    after(() => rmSync(out, { recursive: true, force: true }));

    test('every widget has one for pages with Bootstrap Italia and one for pages without', () => {
      assert.ok(all.length > 0);
      for (const { name } of all) {
        assert.ok(existsSync(path.join(out, `${name}.css`)), `${name}.css`);
        assert.ok(existsSync(path.join(out, 'bootstrap-italia@2', `${name}.css`)), `bootstrap-italia@2/${name}.css`);
      }
    });

    test('no rule reaches anything but the widget and its mount point', () => {
      for (const { file, name, root } of sheets(out)) {
        const widget = all.find((one) => one.name === name);
        const own = file.startsWith('bootstrap-italia@2');
        const allowed = new Set([...widget.tags, `#${widget.mount}`, ...(own ? [`[data-oc=${name}]`, WEIGHT] : [])]);
        for (const rule of rules(root)) {
          if (rule.selector === ':where(:root)') {
            assert.deepEqual(rule.nodes.map((decl) => decl.prop), ['--bootstrap-italia-version'], `${file}: ${rule}`);
            continue;
          }
          if (onlyThePrintedReceipt(rule, [...allowed])) continue;
          for (const selector of selectors(selectorParser().astSync(rule.selector))) {
            const [where] = selector.nodes;
            assert.equal(where.value, own ? ':is' : ':where', `${file}: ${selector}`);
            for (const inner of where.nodes) assert.ok(allowed.has(inner.toString().trim()), `${file}: ${selector}`);
            const next = selector.nodes[1];
            assert.ok(!next || next.type !== 'combinator' || /^(\s+|>)$/.test(next.value), `${file}: a sibling of the widget is styled by ${selector}`);
          }
        }
      }
    });

    test('the national validator finds the version of Bootstrap Italia, and only where it was brought along', () => {
      for (const { file, text } of sheets(out)) {
        const said = /:where\(:root\)\{--bootstrap-italia-version:\s*["']2\.18\.3["']\}/.test(text);
        assert.equal(said, file.startsWith('bootstrap-italia@2'), file);
      }
    });

    test('nothing is fetched from another server, and every font named is there', () => {
      for (const { file, text } of sheets(out)) {
        assert.doesNotMatch(text, /@import/, file);
        for (const [, , url] of text.matchAll(/url\((["']?)((?:[^"')\\]|\\.)+)/g)) {
          if (url.startsWith('data:')) continue;
          assert.match(url, /^fonts\/[\w.-]+\.woff2$/, `${file}: ${url}`);
          assert.ok(existsSync(path.join(out, path.dirname(file), url)), `${file}: ${url} is missing`);
        }
      }
    });

    test('fonts never hide the text while they load', () => {
      for (const { file, root } of sheets(out)) {
        root.walkAtRules('font-face', (face) => {
          assert.ok(face.nodes.some((decl) => decl.prop === 'font-display' && decl.value === 'swap'), file);
        });
      }
    });

    test('older browsers understand the media queries', () => {
      for (const { file, root } of sheets(out)) {
        root.walkAtRules('media', (media) => assert.doesNotMatch(media.params, /[<>]/, `${file}: ${media.params}`));
      }
    });

    test('no custom property of Bootstrap Italia is read that lost its value', () => {
      const complete = readFileSync(path.join(nodeModules(), 'bootstrap-italia/dist/css/bootstrap-italia.min.css'), 'utf8');
      for (const { file, text } of sheets(out)) {
        if (!file.startsWith('bootstrap-italia@2')) continue;
        const missing = new Set([...text.matchAll(/var\(\s*(--bs-[\w-]+)\s*\)/g)].map((m) => m[1]).filter((name) => !new RegExp(`${name}\\s*:`).test(text)));
        for (const name of missing) {
          const owners = [...complete.matchAll(new RegExp(`([^{}]*)\\{[^{}]*${name}\\s*:`, 'g'))].map((m) => m[1]);
          assert.ok(!owners.some((owner) => owner.includes(':root')), `${file}: ${name}`);
        }
      }
    });

    test('the login box brings at most 20 kB', () => {
      const { br } = report.find(({ file }) => file === 'bootstrap-italia@2/login-box.css');
      assert.ok(br > 0 && br <= 20_000, `${br} bytes`);
    });
  });
}

describe('what is taken from Bootstrap Italia', () => {
  let out;
  const text = (file) => readFileSync(path.join(out, file), 'utf8');
  const has = (file, part) => text(file).includes(part);

  before(() => {
    out = mkdtempSync(path.join(tmpdir(), 'oc-css-'));
    build({ out, root: FIXTURE });
  });
  after(() => rmSync(out, { recursive: true, force: true }));

  test('the styles of what the login box shows', () => {
    const scope = ':is([data-oc=login-box],#_#_) ';
    for (const part of ['.btn{', '.btn-primary{', '.btn-icon{', '.dropdown-menu.show{', '.dropdown-item{', '.modal-dialog{', '.icon-primary{']) {
      assert.ok(has('bootstrap-italia@2/login-box.css', scope + part), part);
    }
  });

  test('the styles of elements that are made one by one', () => {
    assert.match(text('bootstrap-italia@2/login-box.css'), /\.link-list-wrapper ul\{[^}]*list-style-type:none/);
    assert.ok(!has('bootstrap-italia@2/login-box.css', 'table'));
  });

  test('the styles of shared components a widget uses, and not those of others', () => {
    assert.ok(has('bootstrap-italia@2/helpdesk.css', '.form-control.is-invalid'));
    assert.ok(has('bootstrap-italia@2/helpdesk.css', '.form-check [type=checkbox]:checked+label'));
    assert.ok(!has('bootstrap-italia@2/helpdesk.css', '.dropdown-menu'));
    assert.ok(!has('bootstrap-italia@2/login-box.css', '.form-control'));
  });

  test('the styles of what the loader shows when a widget cannot start, in every widget', () => {
    for (const name of ['login-box', 'satisfy']) assert.ok(has(`bootstrap-italia@2/${name}.css`, `:is([data-oc=${name}],#_#_) .btn-sm{`), name);
    assert.ok(!has('bootstrap-italia@2/satisfy.css', '.btn-lg'));
  });

  test('the styles of classes put together from pieces, of those that can come out', () => {
    for (const part of ['.alert-danger', '.callout.callout-highlight']) assert.ok(has('bootstrap-italia@2/helpdesk.css', part), part);
    assert.ok(!has('bootstrap-italia@2/helpdesk.css', '.alert-success'));
  });

  test('of the own rules those of what the widget shows', () => {
    assert.ok(has('helpdesk.css', '.oc-note'));
    assert.ok(!has('login-box.css', '.oc-note'));
    assert.ok(!has('helpdesk.css', '.oc-unused'));
  });

  test('the ring that shows the keyboard focus', () => {
    assert.match(text('bootstrap-italia@2/login-box.css'), /:focus:not\(\[data-focus-mouse=true\]\)\{[^}]*box-shadow/);
  });

  test('nothing that is named only in a remark or in another crate', () => {
    for (const { text: sheet } of sheets(out)) assert.doesNotMatch(sheet, /accordion|carousel|video-js/);
  });

  test('the look of the page itself goes to the element: its face, not its background', () => {
    assert.match(text('bootstrap-italia@2/helpdesk.css'), /:is\(oc-helpdesk,#_#_\)\{font-family:var\(--bs-body-font-family\)/);
    assert.doesNotMatch(text('bootstrap-italia@2/helpdesk.css'), /--bs-body-bg/);
  });

  test('both names of a widget, the old one and the new', () => {
    assert.match(text('satisfy.css'), /:where\(app-widget,oc-satisfy,#oc-satisfy\)\{/);
    assert.match(text('payments-due.css'), /:where\(oc-payments-due,#oc-paymentsDue\)\{/);
  });
});
