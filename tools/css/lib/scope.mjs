// Keeps styles inside our elements: `.btn` becomes `:where(oc-login-box) .btn`. `:where()` adds no specificity, so rules keep
// exactly the weight they have in Bootstrap Italia, and a page that themes them goes on doing so.

const ROOTS = new Set([':root', 'html', 'body']);

/**
 * A PostCSS plugin that scopes every rule to the given elements.
 *
 * - `:root`, `html`, `body` alone become the elements themselves, and lose what only makes sense for a page (background, margin…);
 * - `*` and its pseudo-elements match the elements as well as their content;
 * - `:scope` (own sources) becomes the elements and the legacy mount point, so that space is kept before the widget starts;
 * - rules of `@keyframes` and `@font-face` are left alone.
 * @param {{ tags: string[], mount: string }} widget
 * @param {Function} selectorParser the library `postcss-selector-parser`
 * @param {string} [when] a selector the elements must match as well
 */
export function scoped(widget, selectorParser, when = '') {
  const tags = `:where(${widget.tags.join(',')})${when}`;
  const self = `:where(${[...widget.tags, `#${widget.mount}`].join(',')})`;
  const one = (selector) => {
    const text = selector.toString().trim();
    if (text.includes(':scope')) return [text.replaceAll(':scope', self)];
    const first = selector.first?.toString().trim();
    if (ROOTS.has(text)) return [tags];
    // A rule about the page's own root in a certain state says nothing about our content.
    if (ROOTS.has(first)) return [];
    if (/^\*?(::?(before|after))?$/.test(text) && text !== '') return [`${tags}${text.replace('*', '')}`, `${tags} ${text}`];
    return [`${tags} ${text}`];
  };
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
      if (page) rule.walkDecls(/^(margin|background-color|scroll-behavior|overflow.*|height|min-height)$/, (decl) => decl.remove());
      if (rule.nodes.length === 0) rule.remove();
    },
  };
}
