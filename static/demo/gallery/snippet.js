// From what somebody chose to the exact code of a page. Pure: the configurator prints it, the preview builds the same from it.

export const LANGUAGES = ['it', 'de', 'en'];
export const VARIANTS = ['host', 'own'];
export const VERSIONS = ['latest', 'pinned'];

/** Custom properties of each choice of colours; null leaves those of the page. */
export const THEMES = {
  page: null,
  forest: { '--oc-primary': '#0a6b3d', '--oc-primary-dark': '#074d2c' },
  maroon: { '--oc-primary': '#8a1538', '--oc-primary-dark': '#5e0e26' },
  manual: { '--oc-primary': '#2b649e', '--oc-primary-dark': '#1d4570' },
};

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Text with the core's address in the place of `{{core}}`. */
export const fill = (text, core) => text.replaceAll('{{core}}', core);

/** `value` where it is one of `allowed`, else the first of these. */
const oneOf = (value, allowed) => (allowed.includes(value) ? value : allowed[0]);

/**
 * The choice that an address holds. What is unknown or missing becomes the first possibility, so that every address shows something.
 * @param {URLSearchParams} query as `queryOf` writes it
 * @param {{widgets: object[]}} data `gallery.json`
 * @returns {{widget: object, variant: string, version: string, language: string, theme: string, values: Object<string, string>}}
 *   `values` has the attributes to be written; one that is absent is not
 */
export function choiceOf(query, data) {
  const widget = data.widgets.find(({ name }) => name === query.get('widget')) ?? data.widgets[0];
  const values = {};
  for (const { attribute } of widget.settings) {
    const value = query.get(`set-${attribute}`);
    if (value) values[attribute] = value;
  }
  return {
    widget,
    variant: oneOf(query.get('variant'), VARIANTS),
    version: oneOf(query.get('version'), VERSIONS),
    language: oneOf(query.get('language'), ['', ...LANGUAGES]),
    theme: oneOf(query.get('theme'), Object.keys(THEMES)),
    values,
  };
}

/** The address of a choice: what `choiceOf` reads. */
export function queryOf({ widget, variant, version, language, theme, values }) {
  const query = new URLSearchParams({ widget: widget.name, variant, version, theme });
  if (language) query.set('language', language);
  for (const [attribute, value] of Object.entries(values)) query.set(`set-${attribute}`, value);
  return query;
}

/** Address of a widget's script; `place` is what stands between the widget and its file, with its slash. */
export const scriptOf = (widget, origin, place = '') => `${origin}/widgets/${widget.name}/${place}${widget.script}`;

/**
 * What a page has to contain.
 * @param choice see `choiceOf`
 * @param {{widgets: string, version: string}} server origin of the widgets, and the version it has
 * @returns {{element: string, attributes: [string, string][], script: string, css: string}} `css` is empty for the page's own colours
 */
export function partsOf(choice, { widgets, version }) {
  const { widget, values } = choice;
  const attributes = widget.settings.map(({ attribute }) => [attribute, values[attribute]]).filter(([, value]) => value);
  // In a page with Bootstrap Italia only marked elements take other colours than the page's.
  if (THEMES[choice.theme] && choice.variant === 'host') attributes.unshift(['class', 'oc-theme']);
  if (choice.language) attributes.unshift(['lang', choice.language]);
  const folder = choice.version === 'pinned' ? `version/${version}/` : 'latest/';
  const properties = Object.entries(THEMES[choice.theme] ?? {}).map(([name, value]) => `  ${name}: ${value};\n`);
  return {
    element: widget.element,
    attributes,
    script: scriptOf(widget, widgets, folder + (choice.variant === 'own' ? 'bootstrap-italia@2/' : '')),
    css: properties.length ? `${widget.element} {\n${properties.join('')}}\n` : '',
  };
}

const scriptTag = (address) => `<script src="${escape(address)}"></script>`;

/** The element and its script tag, one attribute to a line where there are several. */
export function snippetOf({ element, attributes, script }) {
  const written = attributes.map(([name, value]) => `${name}="${escape(value)}"`);
  const between = written.length > 1 ? '\n  ' : ' ';
  const open = written.length ? `<${element}${between}${written.join(between)}>` : `<${element}>`;
  return `${open}</${element}>\n${scriptTag(script)}`;
}

/** The code of a named example: its markup as the contract has it, and the script. */
export const exampleCode = (widget, example, { core, widgets }) => `${fill(example.html, core)}\n${scriptTag(scriptOf(widget, widgets))}`;
