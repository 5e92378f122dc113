// Development only (`./oc dev`): trunk's unsplit module, every widget in it, mounted without the loader and the runtime.
// The settings come from attributes; without a base address the widgets ask this origin, where trunk passes /lang on.
import init, { mount, unmount } from '/oc-suite.js';

const TAGS = ['oc-login-box', 'oc-helpdesk', 'oc-satisfy'];

const lang = document.documentElement.lang;
const messages = fetch(`/dev/messages/${lang}.json`).then((answer) => {
  if (!answer.ok) throw new Error(`no messages for the language "${lang}" of the page`);
  return answer.json();
});
const module = init({ module_or_path: '/oc-suite_bg.wasm' });

for (const tag of TAGS) {
  customElements.define(
    tag,
    class extends HTMLElement {
      async connectedCallback() {
        await module;
        const texts = await messages;
        if (this.isConnected) this.mounted = await mount(this, tag.slice('oc-'.length), lang, texts, import.meta.url);
      }

      disconnectedCallback() {
        if (this.mounted !== undefined) unmount(this.mounted);
        this.mounted = undefined;
      }
    },
  );
}
