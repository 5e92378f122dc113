// Host pages as webmasters write them, and what they hear and download.

/** The settings of most scenarios; `{{core}}` becomes the address of the development core. */
export const GLOBALS = { OC_BASE_URL: '{{core}}', OC_AUTH_URL: '{{core}}/login' };

/** What the legacy mount point holds for those whose browser runs no scripts. */
export const SUBSTITUTE = 'Vai alla pagina di accesso';

/** The legacy mount point of the login box. */
export const BOX = `<div id="oc-login-box" data-element="personal-area-login"><a href="{{core}}/login">${SUBSTITUTE}</a></div>`;

/** Address of a widget's script; `place` is what stands between the widget and `js/`, e.g. `latest/bootstrap-italia@2`. */
export const address = (widget, place = '') => `{{widgets}}/widgets/${widget}/${place && `${place}/`}js/${widget}.js`;

/** A widget's script tag. */
export const script = (widget, { place, attributes = '' } = {}) => `<script ${attributes} src="${address(widget, place)}"></script>`;

/** A widget's style sheet. */
export const style = (widget, place = '') =>
  `<link rel="stylesheet" href="{{widgets}}/widgets/${widget}/${place && `${place}/`}css/${widget}.css">`;

const EVENTS = ['oc-ready', 'oc-step', 'oc-submitted', 'oc-login', 'oc-logout', 'oc-error'];

/** Makes every page of the context note the widgets' events; for `arrange`. They are kept across pages of the same context. */
export async function recordEvents(context) {
  const notes = [];
  heardBy.set(context, notes);
  await context.exposeBinding('ocTestHeard', (_source, note) => void notes.push(note));
  await context.addInitScript((names) => {
    const tell = window.ocTestHeard;
    for (const name of names) {
      // On the document: what is heard here has bubbled out of the widget.
      document.addEventListener(name, (event) => tell({ name, element: event.target.localName, composed: event.composed, detail: event.detail }));
    }
  }, EVENTS);
}

const heardBy = new WeakMap();

/** The events heard so far in this context, all or those of one name. */
export const heard = (context, name) => heardBy.get(context).filter((note) => !name || note.name === name);

/** Waits until `count` events of this name have been heard, and returns them. */
export async function hear(context, name, count = 1, limit = 10_000) {
  for (const end = Date.now() + limit; ; ) {
    const found = heard(context, name);
    if (found.length >= count) return found;
    if (Date.now() > end) throw new Error(`${name} was heard ${found.length} times instead of ${count} within ${limit} ms: ${JSON.stringify(heard(context))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Paths the widgets' origin was asked for since the last reset, in order. */
export async function downloads(stack, part = '') {
  return (await stack.requests()).filter((request) => request.server === 'widgets' && request.path.includes(part)).map((request) => request.path);
}

/** Session requests the core has answered or is answering: `{asked, anonymous}`, the numbers of GET and POST. */
export async function sessions(stack) {
  const count = async (method) => (await stack.requests(`${method} /lang/api/session-auth`)).length;
  return { asked: await count('GET'), anonymous: await count('POST') };
}

/** Long enough for a request or a mount that should not happen to have happened. */
export const settle = (page, ms = 300) => page.waitForTimeout(ms);
