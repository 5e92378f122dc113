// Keeps styles inside our elements: `.btn` becomes `:where(oc-login-box) .btn`. `:where()` adds no specificity, so rules keep
// exactly the weight they have in Bootstrap Italia, and a page that themes them goes on doing so. On a page that has no Bootstrap Italia
// the opposite is wanted: what the page says about all buttons is not about ours.

const ROOTS = new Set([':root', 'html', 'body']);

/** No element has this id, and none could have it twice: beside it an alternative of `:is()` weighs as much as two ids. */
const WEIGHT = '#_#_';

/**
 * The selectors that stand for one widget.
 * @param {{ name: string, tags: string[], mount: string }} widget
 * @param {{ when?: string, strong?: boolean }} options see {@link scoped}
 * @returns {{ element: string, live: string, place: string }} the element, what has our content in it (runtime and loader mark it), and the
 *   element or its mount point
 */
function places({ name, tags, mount }, { when = '', strong = false }) {
  const place = [...tags, `#${mount}`];
  if (!strong) return { element: `:where(${tags})${when}`, live: `:where(${tags})${when}`, place: `:where(${place})` };
  // Before the widget is there, and when it cannot start, the element holds what the page put there, and a notice of ours.
  return { element: `:is(${tags},${WEIGHT})`, live: `:is([data-oc=${name}],${WEIGHT})`, place: `:is(${place},${WEIGHT})` };
}

/**
 * A PostCSS plugin that scopes every rule to the given elements.
 *
 * - `:root`, `html`, `body` alone become the elements themselves, and lose what only makes sense for a page (background, margin…);
 * - `*` and its pseudo-elements match the elements as well as their content;
 * - `:scope` (own sources) becomes the elements and the legacy mount point, so that space is kept before the widget starts;
 * - `:host` (own sources) becomes the elements that have our content in them;
 * - rules of `@keyframes` and `@font-face` are left alone.
 * @param {{ name: string, tags: string[], mount: string }} widget
 * @param {Function} selectorParser the library `postcss-selector-parser`
 * @param {{ when?: string, strong?: boolean }} [options] `when` is a selector the elements must match as well; `strong` rules weigh
 *   more than those of the page and reach our own content only
 */
export function scoped(widget, selectorParser, options = {}) {
  const { element, live, place } = places(widget, options);
  const one = (selector) => {
    const text = selector.toString().trim();
    if (text.includes(':scope')) return [text.replaceAll(':scope', place)];
    if (text.includes(':host')) return [text.replaceAll(':host', live)];
    const first = selector.first?.toString().trim();
    if (ROOTS.has(text)) return [element];
    // A rule about the page's own root in a certain state says nothing about our content.
    if (ROOTS.has(first)) return [];
    if (/^\*?(::?(before|after))?$/.test(text) && text !== '') return [`${element}${text.replace('*', '')}`, `${live} ${text}`];
    return [`${live} ${text}`];
  };
  // What `tools/css/lib/shelter.css` says: the size of the letters on the element is what all lengths are made of.
  const pageOnly = options.strong ? /^(margin|background-color|scroll-behavior|overflow.*|height|min-height|font-size|text-align)$/ : /^(margin|background-color|scroll-behavior|overflow.*|height|min-height)$/;
  return {
    postcssPlugin: 'oc-scope',
    Rule(rule) {
      if (rule.parent.type === 'atrule' && /keyframes$/.test(rule.parent.name)) return;
      if (rule.ocScoped) return;
      rule.ocScoped = true;
      const parsed = selectorParser().astSync(rule.selector);
      const page = parsed.nodes.some((selector) => ROOTS.has(selector.toString().trim()));
      const selectors = parsed.nodes.flatMap(one);
      if (selectors.length === 0) return void rule.remove();
      rule.selectors = selectors;
      if (page) rule.walkDecls(pageOnly, (decl) => decl.remove());
      if (rule.nodes.length === 0) rule.remove();
    },
  };
}

/** A PostCSS plugin that measures in `--oc-rem` what is measured by the letters of the page's root. */
export function ownLengths() {
  return {
    postcssPlugin: 'oc-own-lengths',
    Declaration(decl) {
      if (decl.prop === '--oc-rem' || decl.value.includes('url(')) return;
      const value = decl.value.replace(/(?<![\w#.-])(-?)(\d*\.?\d+)rem\b/g, 'calc($1$2*var(--oc-rem))');
      if (value !== decl.value) decl.value = value;
    },
  };
}
