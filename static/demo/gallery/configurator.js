// The configurator: a form made from a widget's contract, the exact code, and a page that is made of that code.
import { codeBox, core, exampleNodes, lang, make, nameOf, openPage, text, widgets, words } from './page.js';
import { LANGUAGES, THEMES, VARIANTS, VERSIONS, choiceOf, partsOf, queryOf, snippetOf } from './snippet.js';

/** Typing is over when nothing was typed for this long. */
const PAUSE_MS = 300;

const ON = ['', 'true', '1'];

/** What the widget has to know in this site, and what the example says on top of it. */
function valuesOf(widget, example) {
  const place = exampleNodes(example)[0];
  const values = {};
  for (const { attribute, type } of widget.settings) {
    const given = attribute === 'base-url' ? core : place.getAttribute(attribute);
    if (given === null) continue;
    if (type !== 'flag') values[attribute] = given;
    else if (ON.includes(given)) values[attribute] = 'true';
  }
  return values;
}

/** The choice of the page's address; one that names no setting starts from an example, the first one unless told. */
function firstChoice(data) {
  const query = new URLSearchParams(location.search);
  const choice = choiceOf(query, data);
  if (Object.keys(choice.values).length) return choice;
  const { examples } = choice.widget;
  const example = examples.find(({ name }) => name === query.get('example')) ?? examples[0];
  return { ...choice, values: valuesOf(choice.widget, example) };
}

const NAMES = { it: 'Italiano', de: 'Deutsch', en: 'English' };

function select(name, label, options, chosen) {
  const list = options.map(([value, words, language]) => make('option', { value, selected: value === chosen, lang: language }, words));
  return make('div', { class: 'gallery-field' }, make('label', { for: `f-${name}` }, label), make('select', { id: `f-${name}`, name }, ...list));
}

function settingField({ attribute, type, default: missing, description }, value) {
  const id = `f-${attribute}`;
  const help = make('p', { id: `${id}-help` }, words(description), ' ', text('unset'), ' ', words(missing));
  const common = { id, name: attribute, 'aria-describedby': help.id, 'data-setting': type };
  const label = make('label', { for: id }, nameOf(attribute), ' ', make('code', { translate: 'no' }, attribute));
  if (type === 'flag') {
    label.prepend(make('input', { ...common, type: 'checkbox', checked: value === 'true' }));
    return make('div', { class: 'gallery-field' }, label, help);
  }
  const input = make('input', { ...common, type: 'text', inputmode: type === 'url' && 'url', spellcheck: 'false', autocomplete: 'off', value: value ?? '' });
  return make('div', { class: 'gallery-field' }, label, input, help);
}

const settingFields = ({ widget, values }) => widget.settings.map((setting) => settingField(setting, values[setting.attribute]));

/** The choice that the form holds now. */
function formChoice(form, data) {
  const query = new URLSearchParams();
  for (const { name, value } of form.querySelectorAll('select')) query.set(name, value);
  for (const input of form.querySelectorAll('[data-setting]')) {
    const value = input.dataset.setting === 'flag' ? input.checked && 'true' : input.value.trim();
    if (value) query.set(`set-${input.name}`, value);
  }
  return choiceOf(query, data);
}

function buildForm(form, choice, data) {
  const named = (prefix) => (value) => [value, text(prefix + value[0].toUpperCase() + value.slice(1), { version: data.version })];
  const options = make('fieldset', { class: 'gallery-options' });
  const fillOptions = (of) => options.replaceChildren(make('legend', { class: 'h5' }, text('options')), ...settingFields(of));
  fillOptions(choice);
  const page = make(
    'fieldset',
    {},
    make('legend', { class: 'h5' }, text('page')),
    select('variant', text('variant'), VARIANTS.map(named('variant')), choice.variant),
    select('version', text('version'), VERSIONS.map(named('version')), choice.version),
    select('language', text('widgetLanguage'), [['', text('languageOfPage')], ...LANGUAGES.map((each) => [each, NAMES[each], each])], choice.language),
    select('theme', text('theme'), Object.keys(THEMES).map(named('theme')), choice.theme),
  );
  form.append(select('widget', text('widget'), data.widgets.map(({ name, title }) => [name, `${name}: ${nameOf(title) || title}`]), choice.widget.name), options, page);
  form.addEventListener('submit', (event) => event.preventDefault());
  return fillOptions;
}

await openPage((data) => {
  const form = document.getElementById('scelte');
  const frame = document.getElementById('anteprima');
  const events = document.getElementById('eventi');
  const code = document.getElementById('codice');
  const status = document.getElementById('stato');

  function show(choice) {
    const query = queryOf(choice);
    if (lang !== 'it') query.set('lang', lang);
    history.replaceState(null, '', `?${query}`);
    const parts = partsOf(choice, { widgets, version: data.version });
    const boxes = [codeBox(snippetOf(parts), choice.widget.name)];
    if (parts.css) boxes.push(make('h3', { class: 'h6 pt-3' }, text('css')), codeBox(parts.css, text('css')));
    code.replaceChildren(...boxes);
    events.replaceChildren();
    status.textContent = '';
    frame.title = text('previewOf', { name: choice.widget.name });
    // The widget lives under the strict policy; the preview is replaced, so that "back" leaves the configurator.
    query.set('csp', 'strict');
    const address = new URL(`preview.html?${query}`, location.href).href;
    frame.contentWindow.location.replace(address);
    document.getElementById('intera').href = address;
  }

  const choice = firstChoice(data);
  const fillOptions = buildForm(form, choice, data);
  let pause;
  form.addEventListener('input', ({ target }) => {
    if (target.name === 'widget') {
      const { widget } = formChoice(form, data);
      fillOptions({ widget, values: valuesOf(widget, widget.examples[0]) });
    }
    clearTimeout(pause);
    pause = setTimeout(() => show(formChoice(form, data)), target.matches('select, [type="checkbox"]') ? 0 : PAUSE_MS);
  });

  addEventListener('message', (event) => {
    if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
    const { height, event: name, detail } = event.data?.preview ?? {};
    if (Number.isFinite(height)) frame.height = height + 40;
    // Who does not see the preview hears that it has followed.
    if (name === 'oc-ready') status.textContent = text('previewReady');
    if (typeof name === 'string') events.append(make('li', {}, make('code', {}, `${name} ${JSON.stringify(detail)}`)));
  });
  show(choice);
});
