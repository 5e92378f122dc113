// The `--oc-*` custom properties in the place of Bootstrap Italia's colours. Bootstrap Italia writes these out and can only be changed by
// compiling it. What each property is for is in the widgets' contracts (`[[css-property]]`).

/** Bootstrap Italia's blue, as it is written in its style sheet, and the darker shades made of it for pressing and pointing. */
const BLUE = /#06c\b|hsl\(210,\s*100%,\s*40%\)/g;
const DARK_BLUE = /hsl\(210,\s*100%,\s*([12]?\d|3\d)%\)|rgb\(0,\s*([\d.]+),\s*([\d.]+)\)/g;
const WHITE = /#fff\b|hsl\(0,\s*0%,\s*100%\)/g;

/** Which elements of a page that has Bootstrap Italia take the page's `--oc-*`: those that are marked, or stand in what is marked. */
export const PAGE_THEME = ':is(.oc-theme,.oc-theme *)';

/** The property the build makes of `--oc-primary-dark` and, where that is not set, of the primary colour. See `static/css/common.css`. */
const SHADE = '--oc-shade';

/** Whether a number of `rgb(0, g, b)` is Bootstrap Italia's blue with some black in it. */
const isShade = (green, blue) => Number(blue) > 0 && Number(blue) < 204 && Math.abs(Number(green) * 2 - Number(blue)) < 0.1;

/** `names` one behind the other, each what is taken where the one before is not set. */
const chain = (names, last) => names.reduceRight((rest, name) => `var(${name},${rest})`, last);

/**
 * A PostCSS plugin that lets the host choose the colours.
 * @param {{ widget: string, page?: boolean }} options `page` is for a page that has Bootstrap Italia 2, whose own colours come before ours
 */
export function themed({ widget, page = false }) {
  const host = page ? ['--bsi-primary', '--bs-primary'] : ['--bsi-primary'];
  const links = page ? ['--bsi-color-link', '--bs-link-color'] : ['--bsi-color-link'];
  return {
    postcssPlugin: 'oc-themed',
    // Before any rule is scoped: what a declaration is for is told by Bootstrap Italia's own selector.
    Once: (sheet) => sheet.walkDecls((decl) => {
      if (decl.value.includes('url(')) return;
      const selector = decl.parent.selector ?? '';
      const button = /\.btn-primary\b/.test(selector);
      const link = decl.prop === '--bs-link-color' || (decl.prop === 'color' && /(^|[\s,>])a(?![\w-])/.test(selector) && !selector.includes('.btn'));
      const root = selector === ':root' && page;
      // The button in the header has colours of its own in the platform's themes.
      const header = button && widget === 'login-box';
      const change = (find, names, last) => {
        decl.value = decl.value.replace(find, (literal, lightness, green, blue) => {
          if (find === DARK_BLUE && green !== undefined && !isShade(green, blue)) return literal;
          decl.ocThemed = true;
          // On the element itself a property cannot be made of its own inherited value by name.
          return root ? chain(names.filter((name) => name.startsWith('--oc')), 'inherit') : chain(names, last ?? literal);
        });
      };
      change(DARK_BLUE, [...(header ? ['--oc-header-button-hover'] : []), SHADE]);
      change(BLUE, [...(header ? ['--oc-header-button'] : []), ...(link ? ['--oc-link'] : []), '--oc-primary', ...(link ? links : host)], '#06c');
      if (selector === ':root' && decl.prop === '--bs-body-color') change(/.+/g, ['--oc-text']);
      if (selector === ':root' && decl.prop === '--bs-body-bg') change(/.+/g, ['--oc-background']);
      if (button && /^--bs-btn-(hover-|active-|disabled-)?color$/.test(decl.prop)) change(WHITE, ['--oc-on-primary'], '#fff');
      if (selector.includes(':focus') && /^(outline|box-shadow|border-color)$/.test(decl.prop)) change(/#000\b/g, ['--oc-focus'], '#000');
    }),
  };
}

/** A PostCSS plugin that drops what {@link themed} has not changed. */
export function onlyThemed() {
  return {
    postcssPlugin: 'oc-only-themed',
    Once(root) {
      root.walkDecls((decl) => void (decl.ocThemed || decl.remove()));
      for (let before = -1, after = 0; before !== after; ) {
        before = after;
        root.walk((node) => {
          if ((node.type === 'rule' || node.type === 'atrule') && !(node.nodes?.length > 0)) {
            node.remove();
            after += 1;
          }
        });
      }
    },
  };
}
