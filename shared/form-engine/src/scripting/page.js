// What scripts of a form find of the page: the helper of the platform, requests, and the inputs of this form.
return (ask, locale, application, named, element, log) => {
  const fine = (reply) => reply.status > 199 && reply.status < 300;
  const read = (reply) => {
    if (fine(reply)) return reply.text === '' ? null : JSON.parse(reply.text);
    var error = new Error('Request failed with status code ' + reply.status);
    error.status = reply.status;
    error.response = { status: reply.status, data: reply.text };
    throw error;
  };
  const pairs = (headers) => (headers ? Object.keys(headers).map((name) => [name, String(headers[name])]) : []);
  const written = (body) => (body === undefined || body === null ? null : typeof body === 'string' ? body : JSON.stringify(body));
  const FormioHelper = {
    authenticatedCall(endpoint) { return ask(true, 'GET', String(endpoint), [], null).then(read); },
    getTenantInfo() { return FormioHelper.authenticatedCall('tenants/info'); },
    getCurrentLocale() { return locale(); },
    getRemoteJson(url, method, headers) { return ask(false, method || 'get', String(url), pairs(headers), null).then(read); },
    getFieldApplication(path) { return Promise.resolve(_.get(application(), path)); },
  };
  const fetch = (url, options) => {
    var o = options || {};
    return ask(false, o.method || 'GET', String(url), pairs(o.headers), written(o.body)).then((reply) => ({
      ok: fine(reply), status: reply.status, text() { return Promise.resolve(reply.text); }, json() { return Promise.resolve(JSON.parse(reply.text)); },
    }));
  };
  function XMLHttpRequest() {
    this.readyState = 0;
    this.status = 0;
    this.response = this.responseText = this.responseType = '';
    this.wanted = { method: 'GET', url: '', headers: [] };
    this.heard = {};
  }
  XMLHttpRequest.DONE = 4;
  XMLHttpRequest.prototype = {
    DONE: 4,
    open(method, url) { this.wanted.method = method; this.wanted.url = String(url); this.readyState = 1; },
    setRequestHeader(name, value) { this.wanted.headers.push([String(name), String(value)]); },
    addEventListener(name, f) { this.heard[name] = f; },
    abort() { this.aborted = true; },
    tell(name) { [this['on' + name], this.heard[name]].forEach((f) => f && f.call(this, { target: this, type: name })); },
    send(body) {
      ask(false, this.wanted.method, this.wanted.url, this.wanted.headers, written(body)).then((reply) => {
        this.status = reply.status;
        this.responseText = reply.text;
        return 'load';
      }, () => 'error').then((event) => {
        if (this.aborted) return;
        this.response = this.responseType === 'json' ? (this.responseText ? JSON.parse(this.responseText) : null) : this.responseText;
        this.readyState = 4;
        [ 'readystatechange', event, 'loadend'].forEach((name) => this.tell(name));
      });
    },
  };
  const byName = /^\s*(?:input|select|textarea)?\[name([\^$*]?)=["']?(.*?)["']?\]\s*$/;
  const find = (selector) => {
    var id = /^\s*#([\w-]+)\s*$/.exec(selector);
    if (id) return element(id[1]);
    var name = byName.exec(selector);
    return name ? named(name[1], name[2]) : null;
  };
  const some = (found) => (found ? [found] : []);
  const document = {
    querySelector: (selector) => find(String(selector)),
    querySelectorAll: (selector) => some(find(String(selector))),
    getElementById: (id) => element(String(id)),
    getElementsByName: (name) => some(named('', String(name))),
    get documentElement() { return { lang: locale() }; },
    addEventListener() {},
  };
  const window = {
    FormioHelper, document, fetch, XMLHttpRequest, setTimeout, clearTimeout, addEventListener() {},
    get moment() { return moment; }, get _() { return _; }, get Intl() { return Intl; },
  };
  window.window = window;
  return { FormioHelper, fetch, XMLHttpRequest, document, window, alert: (text) => log(String(text)) };
};
