// The gallery: every named example of every contract, live, with the code that makes it.
import { codeBox, core, exampleNodes, lang, make, openPage, text, widgets, words } from './page.js';
import { exampleCode, scriptOf } from './snippet.js';

/** Settings shared by the examples, as a page writes them. */
const SETTINGS = { OC_BASE_URL: core, OC_AUTH_URL: `${core}/login`, OC_PRIVACY_URL: `${location.origin}/privacy.html` };

/** What addresses and ids call an example. */
const slug = (widget, example) => `${widget.name}--${example.name.replace(/[^a-z0-9]+/gi, '-')}`;

function configuratorOf(widget, example) {
  const query = new URLSearchParams({ widget: widget.name, example: example.name });
  if (lang !== 'it') query.set('lang', lang);
  return `configurator.html?${query}`;
}

function exampleSection(widget, example) {
  const id = slug(widget, example);
  const name = `${widget.name}, ${example.name}`;
  return make(
    'section',
    { class: 'gallery-example', 'aria-labelledby': id, 'data-widget': widget.name, 'data-example': example.name },
    make('h3', { id, class: 'h5', lang: 'en' }, example.name),
    make('p', {}, words(example.description)),
    make('div', { class: 'gallery-place', role: 'group', 'aria-label': `${text('live')}: ${name}` }, ...exampleNodes(example)),
    codeBox(exampleCode(widget, example, { core, widgets }), name),
    make('p', { class: 'pt-3 mb-0' }, make('a', { href: configuratorOf(widget, example) }, text('change', { name }))),
  );
}

function widgetSection(widget) {
  return make(
    'section',
    { class: 'pt-5', 'aria-labelledby': widget.name },
    make('h2', { id: widget.name }, widget.name),
    make('p', {}, words(widget.title)),
    ...widget.examples.map((example) => exampleSection(widget, example)),
  );
}

await openPage((data) => {
  Object.assign(window, SETTINGS);
  const lines = Object.entries(SETTINGS).map(([name, value]) => `  window.${name} = ${JSON.stringify(value)};\n`);
  document.getElementById('impostazioni').append(codeBox(`<script>\n${lines.join('')}</script>`, text('once')));
  const entries = data.widgets.map(({ name, title }) => make('li', {}, make('a', { href: `#${name}` }, name), ': ', words(title)));
  document.getElementById('indice').append(make('ul', {}, ...entries));
  document.getElementById('esempi').append(...data.widgets.map(widgetSection));
  for (const widget of data.widgets) document.body.append(make('script', { src: scriptOf(widget, widgets) }));
  // What an address points at did not exist when the browser looked for it.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
});
