// The part of Bootstrap Italia one widget needs, for pages that do not have it.
import { used } from './rust-source.mjs';
import { ownLengths, scoped } from './scope.mjs';
import { pageTheme, themed } from './theme.mjs';

/** States and attributes that come from the browser or from values computed at run time. */
const ATTRIBUTES = ['type', 'href', 'title', 'role', 'disabled', 'hidden', 'open', 'class', 'multiple', 'size', 'tabindex', 'readonly', 'value'];
const VALUES = ['true', 'false', 'page', 'step', '-1', '0'];

/** The custom property the national validator reads from the page. */
export const VERSION = '--bootstrap-italia-version';

/**
 * Says whether a selector can match something the sources put in the page.
 * What a selector excludes (`:not`) asks for nothing; of alternatives (`:is`, `:where`, `:has`) one is enough.
 * @param {object} container a selector, or one of its pseudo-classes, as parsed by postcss-selector-parser
 * @param {ReturnType<typeof used>} found
 * @returns {boolean}
 */
function canMatch(container, found) {
  return container.nodes.every((node) => {
    switch (node.type) {
      case 'class':
        return found.classes.has(node.value);
      case 'tag':
        return found.tags.has(node.value);
      case 'id':
        return false;
      case 'attribute':
        return found.attributes.has(node.attribute) && (node.operator !== '=' || found.values.has(node.value));
      case 'pseudo':
        return node.value === ':not' || node.nodes.length === 0 || node.nodes.some((inner) => canMatch(inner, found));
      default:
        return true;
    }
  });
}

/**
 * Keeps of `css` the rules whose classes, elements and attributes occur in the sources, and the animations these use.
 * @param {{ css: string, sources: string[], libs: object }} input
 * @returns {{ root: object, unknown: string[] }} the style sheet as a PostCSS tree; `unknown` are beginnings of classes
 *   of Bootstrap Italia whose rest the sources do not tell
 */
export function subset({ css, sources, libs }) {
  const found = used(sources);
  ATTRIBUTES.forEach((name) => found.attributes.add(name));
  VALUES.forEach((value) => found.values.add(value));
  // The page's root stands for the widget's element, see `scoped`.
  ['html', 'body'].forEach((tag) => found.tags.add(tag));
  // `["alert-", kind]` with "info" elsewhere is `alert-info`. A rest that is nowhere in the sources cannot be known here.
  const words = [...found.values];
  const unknown = [...found.pieces].filter((piece) => {
    const known = words.map((word) => piece + word).filter((name) => css.includes(`.${name}`) && /^[\w-]+$/.test(name));
    known.forEach((name) => found.classes.add(name));
    return known.length === 0 && css.includes(`.${piece}`);
  });

  const root = libs.postcss.parse(css);
  const parser = libs.selectorParser();
  root.walkRules((rule) => {
    if (/keyframes$/.test(rule.parent.name ?? '')) return;
    const kept = parser.astSync(rule.selector).nodes.filter((selector) => canMatch(selector, found));
    if (kept.length === 0) rule.remove();
    else rule.selector = kept.map((selector) => selector.toString().trim()).join(',');
  });
  const animations = new Set();
  root.walkDecls(/^(-webkit-)?animation(-name)?$/, (decl) => decl.value.split(/[\s,]+/).forEach((word) => animations.add(word)));
  root.walkAtRules((rule) => {
    const unused = /keyframes$/.test(rule.name) ? !animations.has(rule.params) : rule.name === 'font-face';
    if (unused || (rule.nodes && rule.nodes.length === 0)) rule.remove();
  });
  return { root, unknown };
}

/** Names of the custom properties that a text reads. */
const reads = (text) => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]);

/**
 * A PostCSS plugin that drops custom properties nothing reads, following chains of properties that read each other.
 * @param {string[]} keep names that stay in any case
 */
export function withoutUnusedProperties(keep) {
  return {
    postcssPlugin: 'oc-unused-properties',
    OnceExit(root) {
      const live = new Set(keep);
      const custom = [];
      root.walkDecls((decl) => (decl.prop.startsWith('--') ? custom.push(decl) : reads(decl.value).forEach((name) => live.add(name))));
      for (let before = -1; before !== live.size; ) {
        before = live.size;
        for (const decl of custom) if (live.has(decl.prop)) reads(decl.value).forEach((name) => live.add(name));
      }
      for (const decl of custom) {
        if (live.has(decl.prop)) continue;
        const rule = decl.parent;
        decl.remove();
        if (rule.nodes.length === 0) rule.remove();
      }
    },
  };
}

/**
 * The weights of the body face that a style sheet asks for, as the font files name them.
 * @param {string} css
 * @returns {string[]} of `regular`, `600`, `700`, `italic`…
 */
export function weights(css) {
  const asked = new Set(['regular']);
  for (const [, weight] of css.matchAll(/font-weight:\s*([\w]+)/g)) {
    if (weight === '300') asked.add('300');
    if (weight === '500' || weight === '600') asked.add('600');
    if (weight === '700' || weight === 'bold' || weight === 'bolder') asked.add('700');
  }
  return [...asked];
}

/**
 * `@font-face` rules for Titillium Web, with files beside the style sheet in `fonts/`.
 * @param {string[]} names as returned by {@link weights}
 * @param {string} [folder] where the files lie, as seen from the style sheet
 */
export function fontFaces(names, folder = 'fonts') {
  return names
    .map((name) => {
      const weight = name === 'regular' ? 400 : name;
      const url = `${folder}/titillium-web-v10-latin-ext_latin-${name}.woff2`;
      return `@font-face{font-family:"Titillium Web";font-style:normal;font-weight:${weight};font-display:swap;src:url("${url}") format("woff2")}`;
    })
    .join('\n');
}

/**
 * The scoped subset for one widget, without fonts and own rules.
 * @param {{ css: string, widget: object, libs: object, keep: string[] }} input `keep` are custom properties read elsewhere
 * @returns {{ css: string, theme: string, unknown: string[] }} `theme` is for pages that have Bootstrap Italia: of the part only what the
 *   `--oc-*` properties change, inside elements marked as {@link pageTheme} says
 * @throws {Error} when the style sheet no longer carries its version
 */
export function bootstrapFor({ css, widget, libs, keep }) {
  const version = new RegExp(`${VERSION}:\\s*'([^']+)'`).exec(css)?.[1];
  if (!version) throw new Error(`Bootstrap Italia's css no longer says its version in ${VERSION}`);
  const { root, unknown } = subset({ css, sources: widget.sources, libs });
  const through = (plugins) => libs.postcss(plugins).process(root.clone(), { from: undefined }).css;
  const part = through([themed({ widget: widget.name }), scoped(widget, libs.selectorParser, { strong: true }), ownLengths(), withoutUnusedProperties(keep)]);
  const theme = through(pageTheme(widget, libs));
  // The version is the one thing said about the whole page: the national validator reads it from there. A page that says its own is right.
  return { css: `:where(:root){${VERSION}:'${version}'}\n${part}`, theme, unknown };
}
