// The rest, and what the machine finds everything under. Runs in the interpreter, not in the page.
const grouped = (items, f, add) => { var i = 0; for (var x of items) add(f(x, i++), x); };
const wait = (list, each) =>
  new Promise((resolve, reject) => {
    var out = [], left = 0, at = 0;
    for (var item of list) {
      let i = at++;
      left++;
      out[i] = undefined;
      Promise.resolve(item).then(
        (x) => each(true, x, (y) => { out[i] = y; if (--left === 0) resolve(out); }, resolve, reject),
        (x) => each(false, x, (y) => { out[i] = y; if (--left === 0) resolve(out); }, resolve, reject),
      );
    }
    if (at === 0) each(null, out, null, resolve, reject);
  });
const core = {
  array,
  Array: {
    from(source, f, self) {
      var list = [];
      if (source == null) throw new TypeError(source + ' is not iterable');
      if (typeof source === 'string' || source[Symbol.iterator] || source instanceof Map || source instanceof Set) list = [...source];
      else for (var i = 0, n = source.length > 0 ? Math.floor(source.length) : 0; i < n; i++) list.push(source[i]);
      return f ? list.map((x, i) => f.call(self, x, i)) : list;
    },
    of(...items) { return items; },
  },
  Object: {
    fromEntries(pairs) { var out = {}; for (var pair of pairs) out[pair[0]] = pair[1]; return out; },
    groupBy(items, f) { var out = Object.create(null); grouped(items, f, (k, x) => { (out[k] = out[k] || []).push(x); }); return out; },
    getOwnPropertyDescriptors(o) { var out = {}; Object.getOwnPropertyNames(o).forEach((k) => { out[k] = Object.getOwnPropertyDescriptor(o, k); }); return out; },
    getOwnPropertySymbols() { return []; },
    values(o) { return Object.keys(o).map((k) => o[k]); },
    entries(o) { return Object.keys(o).map((k) => [k, o[k]]); },
    assign(o, ...others) {
      if (o == null) throw new TypeError('Cannot convert undefined or null to object');
      o = Object(o);
      for (var other of others) if (other != null) for (var k of Object.keys(other)) o[k] = other[k];
      return o;
    },
    is(a, b) { return a === b ? a !== 0 || 1 / a === 1 / b : a !== a && b !== b; },
    hasOwn(o, k) { return Object.prototype.hasOwnProperty.call(o, k); },
  },
  object: {
    toLocaleString() { return this.toString(); },
    isPrototypeOf(o) {
      while (o != null && (typeof o === 'object' || typeof o === 'function')) if ((o = Object.getPrototypeOf(o)) === this) return true;
      return false;
    },
    propertyIsEnumerable(k) { var found = Object.getOwnPropertyDescriptor(this, k); return !!found && found.enumerable; },
  },
  Reflect: {
    ownKeys(o) { return Object.getOwnPropertyNames(o); },
    has(o, k) { return k in o; },
    get(o, k) { return o[k]; },
    set(o, k, x) { o[k] = x; return true; },
    getPrototypeOf(o) { return Object.getPrototypeOf(o); },
    defineProperty(o, k, shape) { Object.defineProperty(o, k, shape); return true; },
    deleteProperty(o, k) { return delete o[k]; },
    apply(f, self, args) { return f.apply(self, args); },
    construct(f, args) { return new f(...args); },
  },
  string,
  String: {
    fromCodePoint(...codes) {
      var s = '';
      for (var code of codes) {
        var n = +code;
        if (!(n >= 0 && n <= 1114111 && n % 1 === 0)) throw new RangeError('Invalid code point ' + code);
        s += n > 65535 ? String.fromCharCode((n >> 10) + 55232, (n & 1023) + 56320) : String.fromCharCode(n);
      }
      return s;
    },
    raw(parts, ...values) {
      var s = '', raw = parts.raw;
      for (var i = 0; i < raw.length; i++) s += raw[i] + (i < values.length && i + 1 < raw.length ? values[i] : '');
      return s;
    },
  },
  Number: {
    isInteger: (x) => typeof x === 'number' && x % 1 === 0,
    isSafeInteger: (x) => typeof x === 'number' && x % 1 === 0 && Math.abs(x) <= 9007199254740991,
    isFinite: (x) => typeof x === 'number' && isFinite(x),
    isNaN: (x) => x !== x,
    parseInt,
    parseFloat,
  },
  date,
  regexp: {
    toString() { return '/' + this.source + '/' + this.flags; },
    compile() { return this; },
  },
  error: {
    toString() {
      var name = this.name === undefined ? 'Error' : String(this.name), message = this.message === undefined ? '' : String(this.message);
      return name && message ? name + ': ' + message : name || message;
    },
  },
  globals: {
    queueMicrotask(f) { Promise.resolve().then(f); },
    structuredClone(x) { return x === undefined ? x : JSON.parse(JSON.stringify(x)); },
  },
  Map: { groupBy(items, f) { var out = new Map(); grouped(items, f, (k, x) => { if (!out.has(k)) out.set(k, []); out.get(k).push(x); }); return out; } },
  collection: { forEach(f, self) { callable(f); for (var [k, v] of this.entries()) f.call(self, v, k, this); } },
  iterator: {
    toArray() { return [...this]; },
    map(f) { return [...this].map((x, i) => f(x, i)).values(); },
    filter(f) { return [...this].filter((x, i) => f(x, i)).values(); },
    forEach(f) { [...this].forEach((x, i) => f(x, i)); },
  },
  promise: {
    finally(f) {
      return this.then((x) => Promise.resolve(f()).then(() => x), (e) => Promise.resolve(f()).then(() => { throw e; }));
    },
  },
  Promise: {
    all(list) { return wait(list, (ok, x, done, resolve, reject) => (ok === null ? resolve(x) : ok ? done(x) : reject(x))); },
    allSettled(list) {
      return wait(list, (ok, x, done, resolve) =>
        ok === null ? resolve(x) : done(ok ? { status: 'fulfilled', value: x } : { status: 'rejected', reason: x }));
    },
    race(list) { return wait(list, (ok, x, done, resolve, reject) => { if (ok) resolve(x); else if (ok === false) reject(x); }); },
    any(list) {
      var failed = 0, n = [...list].length;
      return wait(list, (ok, x, done, resolve, reject) => {
        if (ok) resolve(x); else if (ok === null || ++failed === n) reject(new Error('All promises were rejected'));
      });
    },
  },
  globalThis: {},
};
return core;
