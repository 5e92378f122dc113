// The script a page includes, one for each widget. Classic on purpose: existing snippets are plain <script src>.
// It defines the element, turns the legacy <div id> into it whenever that appears, and starts the runtime.
//
// The build replaces __WIDGET__ by {name, tags, mount, root, css, runtime, modules, data, catalogues, text} and __LAZY__ by whether
// the widget waits until it comes near the screen, and minifies.
(() => {
  const W = __WIDGET__;

  // A script injected by jQuery through XHR has no currentScript: its address is in the tag list or in the timeline.
  const path = new RegExp(`/widgets/[^?#]*/${W.file.replace('.', '\\.')}(?:[?#]|$)`);
  const self =
    document.currentScript?.src ||
    [...document.scripts].map((script) => script.src).find((src) => path.test(src)) ||
    performance.getEntriesByType('resource').map((entry) => entry.name).find((name) => path.test(name)) ||
    document.baseURI;
  const root = new URL(W.root, self).href;

  // One runtime for the page: the first script decides which, as long as it knows this widget.
  const own = { url: root + W.runtime, widgets: W.widgets };
  const shared = (window[Symbol.for('oc-widgets')] ??= own);
  const runtime = shared.widgets.includes(W.name) ? shared : own;
  // A module that failed may be remembered by its address: each further attempt uses a fresh one.
  const open = () =>
    (runtime.module ??= import(runtime.url + (runtime.failed ? `?${runtime.failed}` : '')).catch((error) => {
      runtime.module = undefined;
      runtime.failed = (runtime.failed ?? 0) + 1;
      throw error;
    }));

  const link = (rel, href, as) => {
    if ([...document.querySelectorAll('link')].some((other) => other.href === href)) return;
    const tag = document.createElement('link');
    tag.rel = rel;
    tag.href = href;
    if (as) tag.as = as;
    if (rel !== 'stylesheet') tag.crossOrigin = '';
    document.head.append(tag);
  };

  const language = (element) => {
    const given = (element.closest('[lang]')?.lang || 'it').toLowerCase().split(/[-_]/)[0];
    return W.catalogues[given] ? given : 'it';
  };

  const files = (element) => [...W.data, W.catalogues[language(element)]];

  // Everything the widget needs is asked for at once rather than one after the other.
  const preload = (element) => {
    if (W.css) link('stylesheet', new URL(W.css, self).href);
    if (runtime.url !== own.url) return;
    W.modules.forEach((file) => link('modulepreload', root + file));
    files(element).forEach((file) => link('preload', root + file, 'fetch'));
  };

  const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const domReady = () =>
    new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));

  // The parser has moved past an element once something follows it or one of its ancestors.
  const parsed = (node) => {
    if (document.readyState !== 'loading') return true;
    for (; node; node = node.parentNode) if (node.nextSibling) return true;
    return false;
  };

  const attempt = async (element) => {
    for (let tries = 0; ; tries++) {
      try {
        // The last attempt does without what the browser may have kept of a spoilt download.
        if (tries > 1) await Promise.all(files(element).map((file) => fetch(root + file, { cache: 'reload' })));
        const { mount } = await open();
        return await mount(element, W.name, self, (error) => broken(element, error));
      } catch (error) {
        if (tries > 1 || !element.isConnected) throw error;
        await wait(400 * 4 ** tries);
      }
    }
  };

  const start = async (element) => {
    element.ocNotice?.remove();
    try {
      if (!parsed(element)) await domReady();
      if (element.isConnected) await attempt(element);
    } catch (error) {
      if (element.isConnected) broken(element, error);
    }
  };

  // The element's own content stays; a sentence and a button are added. Nothing else on the page changes.
  const broken = (element, error) => {
    const [sentence, retry] = W.text[language(element)];
    const notice = document.createElement('p');
    const button = document.createElement('button');
    notice.setAttribute('role', 'alert');
    notice.dataset.oc = W.name;
    // For styles that let it hang out of a narrow place: towards the middle of the page.
    if (element.getBoundingClientRect().left < innerWidth / 2) notice.className = 'oc-start';
    notice.append(sentence, ' ', button);
    button.type = 'button';
    button.className = 'btn btn-outline-primary btn-sm';
    button.append(retry);
    button.onclick = async () => {
      await start(element);
      // The button went with the notice: whoever pressed it by keyboard goes on from the new one, if there is one.
      if (document.activeElement === document.body) element.ocNotice.lastChild.focus();
    };
    element.ocNotice = notice;
    element.append(notice);
    const detail = { widget: W.name, kind: 'load', message: String(error?.message ?? error) };
    element.dispatchEvent(new CustomEvent('oc-error', { bubbles: true, composed: true, detail }));
  };

  W.tags.forEach((tag) => {
    if (customElements.get(tag)) return;
    customElements.define(
      tag,
      class extends HTMLElement {
        connectedCallback() {
          if (this.ocLive) return;
          this.ocLive = true;
          const go = () => {
            preload(this);
            start(this);
          };
          if (__LAZY__) {
            const watch = (entries) => {
              if (!entries.some((entry) => entry.isIntersecting)) return;
              observer.disconnect();
              go();
            };
            const observer = new IntersectionObserver(watch, { rootMargin: '400px' });
            observer.observe(this);
          } else go();
        }
        disconnectedCallback() {
          // Moving an element is leaving and coming back at once: only a real departure unmounts.
          queueMicrotask(() => {
            if (this.isConnected || !this.ocLive) return;
            this.ocLive = false;
            runtime.module?.then(({ unmount }) => unmount(this), () => {});
          });
        }
      },
    );
  });

  // Legacy mount points: now, at DOM ready, or whenever one is inserted.
  const upgrade = () => {
    document.querySelectorAll(`[id="${W.mount}"]`).forEach((place) => {
      if (!parsed(place) || W.tags.includes(place.localName) || place.querySelector(W.tags[0])) return;
      const element = document.createElement(W.tags[0]);
      element.append(...place.childNodes);
      place.append(element);
    });
  };
  if (W.mount) {
    upgrade();
    document.addEventListener('DOMContentLoaded', upgrade);
    new MutationObserver(upgrade).observe(document, { childList: true, subtree: true });
  }
})();
