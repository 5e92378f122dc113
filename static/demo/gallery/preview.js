// The page inside the configurator: a host page with nothing but what the code says, made from the address.
import { contracts, lang, make, widgets } from './page.js';
import { choiceOf, partsOf } from './snippet.js';

/** The style sheets of the two kinds of host page. */
const SHEETS = { host: '/assets/css/bootstrap-italia.min.css', own: '/assets/plain.css' };

/** Tells the configurator around this page; on its own the page tells nobody. */
const tell = (message) => parent !== window && parent.postMessage({ preview: message }, location.origin);

document.documentElement.lang = lang;
const data = await contracts();
const choice = choiceOf(new URLSearchParams(location.search), data);
const { element, attributes, script, css } = partsOf(choice, { widgets, version: data.version });

for (const name of choice.widget.events) document.addEventListener(name, ({ detail }) => tell({ event: name, detail }));
new ResizeObserver(() => tell({ height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
document.head.append(make('link', { rel: 'stylesheet', href: SHEETS[choice.variant] }));
if (css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}
document.querySelector('main').append(make(element, Object.fromEntries(attributes)), make('script', { src: script }));
