// The runtime of a page: one WebAssembly module for every widget, however many scripts asked for it.
// An ES module, imported by the loader; the same address is the same instance, so scripts share it without a global.
//
// The build replaces __FILES__ by {main, glue: [first, second], messages: {lang: file}}.

const FILES = __FILES__;
const BASE = new URL('.', import.meta.url).href;

const entries = new Map(); // element -> what is mounted in it
const catalogues = {};
let generation = 0; // which copy of the glue is in use: a fresh instance needs a fresh copy
let instance;

const fetchMessages = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return answer.json();
};

// Successes are remembered, failures are not: the next attempt starts afresh.
const memo = (store, key, make) =>
  (store[key] ??= make().catch((error) => {
    delete store[key];
    throw error;
  }));

const load = () =>
  (instance ??= import(BASE + FILES.glue[generation])
    .then(async (glue) => {
      await glue.default({ module_or_path: fetch(BASE + FILES.main) });
      return glue;
    })
    .catch((error) => {
      instance = undefined;
      // Browsers may remember a module that failed to load: the next attempt goes through the other copy.
      generation = 1 - generation;
      throw error;
    }));

const language = (element) => {
  const given = (element.closest('[lang]')?.lang || 'it').toLowerCase().split(/[-_]/)[0];
  return FILES.messages[given] ? given : 'it';
};

const restore = (entry) => {
  delete entry.element.dataset.oc;
  entry.element.replaceChildren(...entry.fallback);
};

const attach = async (entry) => {
  const { element } = entry;
  const lang = language(element);
  const [glue, messages] = await Promise.all([
    load(),
    memo(catalogues, lang, () => fetchMessages(BASE + FILES.messages[lang])),
  ]);
  if (entries.get(element) !== entry) return;
  const id = await glue.mount(element, entry.widget, lang, messages, entry.script);
  if (entries.get(element) !== entry) {
    glue.unmount(id);
    return;
  }
  entry.leave = () => glue.unmount(id);
  // Styles hold for what is marked as the widget's, not for the page's own content.
  element.dataset.oc = entry.widget;
  entry.fallback.forEach((node) => node.remove());
};

/** Mounts a widget; its own content stays until then. `fail(error)` is called when the widget breaks down for good. */
export const mount = async (element, widget, script, fail) => {
  // An element that came back while it was still being mounted is taken care of already.
  if (entries.has(element)) return;
  const entry = { element, widget, script, fail, fallback: [...element.childNodes] };
  entries.set(element, entry);
  try {
    await attach(entry);
  } catch (error) {
    if (entries.get(element) === entry) entries.delete(element);
    onTrap(error);
    throw error;
  }
};

/** Unmounts, and puts the element's own content back. */
export const unmount = (element) => {
  const entry = entries.get(element);
  if (!entry) return;
  entries.delete(element);
  try {
    entry.leave?.();
  } catch (error) {
    // A dead instance cannot clean up after itself; its nodes go all the same, and the other widgets need a fresh one.
    onTrap(error);
  }
  restore(entry);
};

// A trap kills the whole instance. Once, a fresh one takes over: widgets are mounted again and find what the citizen
// had typed on their element (`ocState`). The second time their own content comes back, with a way to try again.
let restarts = 0;
const onTrap = (error) => {
  // Browsers tell the innermost calls only, so the glue may be missing: the module's own address is enough, unless the
  // calls came through the other copy, whose instance is dead already.
  const stack = error instanceof WebAssembly.RuntimeError && error.stack;
  if (!stack || !stack.includes(BASE) || stack.includes(BASE + FILES.glue[1 - generation])) return;
  const all = [...entries.values()];
  instance = undefined;
  generation = 1 - generation;
  for (const entry of all) {
    entry.leave = undefined;
    restore(entry);
  }
  const giveUp = (entry, reason) => {
    entries.delete(entry.element);
    entry.fail(reason);
  };
  if (restarts++) all.forEach((entry) => giveUp(entry, error));
  else all.forEach((entry) => attach(entry).catch((reason) => giveUp(entry, reason)));
};
addEventListener('error', (event) => onTrap(event.error));
addEventListener('unhandledrejection', (event) => onTrap(event.reason));
