// What the gallery, the configurator and the preview have in common: language, texts, header, data, code to copy.
import { LANGUAGES, fill } from './snippet.js';

const query = new URLSearchParams(location.search);

/** Language of the page: `?lang=de`, Italian where nothing known is asked for. */
export const lang = LANGUAGES.includes(query.get('lang')) ? query.get('lang') : 'it';

/** Addresses that the server wrote into the page; `core` has the tenant's prefix. */
export const { core, widgets } = document.body.dataset;

let messages = {};
let contract = {};

/** The text of a key, with `{name}` filled in. */
export const text = (key, values = {}) => (messages[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/**
 * An element with attributes and children; strings become text, never markup. An attribute that is undefined or false is left out,
 * `on` is an object of listeners.
 */
export function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children);
  return element;
}

/** Addresses and names, which no language says otherwise. */
const CODE = /^(https?:\S+|[a-z-]+ \+ \S+|[A-Z/]+)$/;

/**
 * Words of a contract in the page's language; what stands between backticks is code. Words that no catalogue has are shown as they are,
 * and as English.
 */
export function words(written) {
  if (CODE.test(written)) return make('code', {}, written);
  const said = contract[written];
  const parts = (said ?? written).split('`').map((part, at) => (at % 2 ? make('code', {}, part) : part));
  return make('span', { lang: said === undefined && lang !== 'en' && 'en' }, ...parts);
}

/** What people call an attribute or a widget, if the catalogue of the page's language says. */
export const nameOf = (written) => contract[written] ?? '';

/** The widgets' contracts; `{version, widgets}` as tools/build writes it. */
export async function contracts() {
  const answer = await fetch(`${widgets}/gallery.json`);
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  return answer.json();
}

/** This page in another language, everything else in its address as it is. */
function addressIn(language) {
  const address = new URL(location.href);
  if (language === 'it') address.searchParams.delete('lang');
  else address.searchParams.set('lang', language);
  return address.href;
}

const NAMES = { it: 'ITA', de: 'DEU', en: 'ENG' };

function header() {
  const links = LANGUAGES.map((other) =>
    make('a', { href: addressIn(other), lang: other, hreflang: other, 'aria-current': other === lang && 'true' }, NAMES[other]),
  );
  // The choices of the configurator are in its address by the time somebody changes the language.
  for (const [at, link] of links.entries()) link.addEventListener('click', () => link.setAttribute('href', addressIn(LANGUAGES[at])));
  const content = make(
    'div',
    { class: 'it-header-slim-wrapper-content' },
    make('a', { class: 'gallery-brand', href: { it: '/', de: '/de.html', en: '/en.html' }[lang] }, text('site')),
    make('nav', { class: 'demo-languages', 'aria-label': text('language') }, ...links),
  );
  const column = make('div', { class: 'col-12' }, content);
  return make('div', { class: 'it-header-slim-wrapper' }, make('div', { class: 'container' }, make('div', { class: 'row' }, column)));
}

/**
 * Writes the page's texts in its language, then calls `show` with the contracts; where these do not arrive, a sentence says so.
 */
export async function openPage(show) {
  const catalogues = [`./messages/${lang}.js`, `./messages/contracts.${lang}.js`].map((file) => import(file));
  [messages, contract] = (await Promise.all(catalogues)).map((each) => each.default);
  document.documentElement.lang = lang;
  document.title = `${text(document.body.dataset.title)} - ${text('site')}`;
  for (const place of document.querySelectorAll('[data-text]')) place.textContent = text(place.dataset.text);
  for (const place of document.querySelectorAll('[data-label]')) place.setAttribute('aria-label', text(place.dataset.label));
  for (const link of document.querySelectorAll('main a[href]')) if (lang !== 'it') link.search = `?lang=${lang}`;
  document.getElementById('testata').append(header());
  try {
    await show(await contracts());
  } catch (error) {
    console.error(error);
    document.querySelector('main h1').after(make('p', { role: 'alert', class: 'alert alert-danger' }, text('broken')));
  }
}

/** Puts the code on the clipboard, or selects it where the browser does not let a page do that; returns what to say. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return text('copied');
  } catch {
    getSelection().selectAllChildren(code);
    return text('copyByHand');
  }
}

/** Code with a button that copies it; `name` tells the buttons of a page apart. */
export function codeBox(source, name) {
  const code = make('code', {}, source);
  const said = make('span', { role: 'status', class: 'gallery-copied' });
  const press = async () => {
    // Emptied first: the same words again would not be read out.
    said.textContent = '';
    said.textContent = await copy(code);
  };
  const button = make('button', { type: 'button', class: 'btn btn-outline-primary btn-sm', 'aria-label': text('copyOf', { name }), on: { click: press } }, text('copy'));
  return make('div', { class: 'gallery-codebox' }, make('pre', { class: 'gallery-code', translate: 'no' }, code), button, said);
}

/**
 * The elements of an example, the core's address filled in.
 * @throws {Error} when it has anything but markup: scripts are loaded by the page, handlers would be refused
 */
export function exampleNodes(example) {
  const { body } = new DOMParser().parseFromString(fill(example.html, core), 'text/html');
  for (const element of body.querySelectorAll('*')) {
    const handler = element.getAttributeNames().find((name) => name.startsWith('on') || name === 'style');
    if (handler || ['script', 'style', 'iframe'].includes(element.localName)) throw new Error(`example ${example.name}: ${handler ?? element.localName}`);
  }
  return [...body.childNodes].map((node) => document.importNode(node, true));
}
