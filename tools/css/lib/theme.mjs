// The `--oc-*` custom properties in the place of Bootstrap Italia's colours. Bootstrap Italia writes these out and can only be changed by
// compiling it. What each property is for is in the widgets' contracts (`[[css-property]]`).

import { scoped } from './scope.mjs';

/** Bootstrap Italia's blue, as it is written in its style sheet, and the darker shades made of it for pressing and pointing. */
const BLUE = /#06c\b|hsl\(210,\s*100%,\s*40%\)/g;
const DARK_BLUE = /hsl\(210,\s*(?:100|80)%,\s*([12]?\d|3\d)%\)|rgb\(0,\s*([\d.]+),\s*([\d.]+)\)|#036\b/g;
const WHITE = /#fff\b|hsl\(0,\s*0%,\s*100%\)/g;

/** Its words, those that say less, together with lines around fields, and its signal colours: what they are written as, and for what. */
const NEUTRALS = [
  { find: /hsl\(0,\s*0%,\s*10%\)|hsl\(210,\s*33%,\s*28%\)|hsl\(210,\s*54%,\s*20%\)|#1a1a1a\b/g, on: /^(color|fill)$/, names: ['--oc-text', '--bsi-color-text-base'] },
  {
    find: /hsl\(210,\s*17%,\s*44%\)|hsl\(0,\s*0%,\s*32%\)|rgb\(91\.035,\s*110\.5425,\s*130\.05\)|#5b6f82\b|#5c6f82\b/g,
    on: /^(color|border(-(top|right|bottom|left|color|top-color|right-color|bottom-color|left-color))?|fill)$/,
    names: ['--oc-muted', '--bsi-color-text-muted'],
  },
  { find: /hsl\(160,\s*100%,\s*25%\)|rgb\(0,\s*127\.5,\s*85\)/g, on: /./, names: ['--oc-success', '--bsi-success'] },
  { find: /hsl\(36,\s*100%,\s*30%\)|rgb\(153,\s*91\.8,\s*0\)/g, on: /./, names: ['--oc-warning', '--bsi-warning'] },
  { find: /hsl\(350,\s*60%,\s*50%\)|rgb\(204,\s*51,\s*76\.5\)|#d9364f\b/g, on: /./, names: ['--oc-danger', '--bsi-danger'] },
  { find: /#fff\b|hsl\(0,\s*0%,\s*100%\)|rgba\(var\(--bs-white-rgb\),\s*var\(--bs-bg-opacity\)\)/g, on: /^(background|background-color|--bs-card-bg|--bs-dropdown-bg)$/, names: ['--oc-background', '--bsi-color-background-inverse'] },
];

/** Which elements of a page that has Bootstrap Italia take the page's `--oc-*`: those that are marked, or stand in what is marked. */
const PAGE_THEME = ':is(.oc-theme,.oc-theme *)';

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
      // Our own rules may have chosen already.
      if (/url\(|var\(--oc-/.test(decl.value)) return;
      const selector = decl.parent.selector ?? '';
      const button = /\.btn-primary\b/.test(selector);
      const link = decl.prop === '--bs-link-color' || (decl.prop === 'color' && /(^|[\s,>])a(?![\w-])/.test(selector) && !selector.includes('.btn'));
      const root = selector === ':root' && page;
      // The button in the header has colours of its own in the platform's themes.
      const header = button && widget === 'login-box';
      const change = (find, names, last) => {
        decl.value = decl.value.replace(find, (literal, ...groups) => {
          const [, green, blue] = find === DARK_BLUE ? groups : [];
          if (green !== undefined && !isShade(green, blue)) return literal;
          decl.ocThemed = true;
          // On the element itself a property cannot be made of its own inherited value by name.
          return root ? chain(names.filter((name) => name.startsWith('--oc')), 'inherit') : chain(names, last ?? literal);
        });
      };
      change(DARK_BLUE, [...(header ? ['--oc-header-button-hover'] : []), SHADE]);
      change(BLUE, [...(header ? ['--oc-header-button'] : []), ...(link ? ['--oc-link'] : []), '--oc-primary', ...(link ? links : host)], '#06c');
      // A colour of `:root` is a means of Bootstrap Italia, which is chosen where it is used.
      if (selector !== ':root' && !button) {
        for (const { find, on, names } of NEUTRALS) if (on.test(decl.prop)) change(find, page ? names.slice(0, 1) : names);
      }
      if (selector === ':root' && decl.prop === '--bs-body-color') change(/.+/g, ['--oc-text']);
      if (selector === ':root' && decl.prop === '--bs-body-bg') change(/.+/g, ['--oc-background']);
      // The tick in a ticked box, and drawings on a button.
      if ((selector.includes(':checked') && decl.prop === 'border-color') || selector.includes('.icon-white')) change(WHITE, ['--oc-on-primary'], '#fff');
      if (button && /^--bs-btn-(hover-|active-|disabled-)?color$/.test(decl.prop)) change(WHITE, ['--oc-on-primary'], '#fff');
      if (selector.includes(':focus') && /^(outline|box-shadow|border-color)$/.test(decl.prop)) change(/#000\b/g, ['--oc-focus'], '#000');
    }),
  };
}

/** A PostCSS plugin that drops what {@link themed} has not changed. */
function onlyThemed() {
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

/**
 * PostCSS plugins that leave of a style sheet what the `--oc-*` properties change, for marked elements of a page with Bootstrap Italia.
 * @param {object} widget
 * @param {object} libs
 */
export const pageTheme = (widget, libs) => [themed({ widget: widget.name, page: true }), onlyThemed(), scoped(widget, libs.selectorParser, { when: PAGE_THEME })];
