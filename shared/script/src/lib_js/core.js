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
const lock = (o, level) => Object['@@lock'](o, level);
// In the order of their bits.
const flags = names('writable enumerable configurable');
// What JSON is after a function has seen each value: `shown` before it is written, `revived` after it is read.
const shown = (x, f) => {
  var open = [], only = Array.isArray(f) && f.map(String);
  var walk = (o, k) => {
    var x = o[k], out;
    if (x && typeof x.toJSON === 'function') x = x.toJSON(k);
    if (!only) x = f.call(o, k, x);
    if (x instanceof String || x instanceof Number || x instanceof Boolean) x = x.valueOf();
    if (!x || typeof x !== 'object') return x;
    if (open.includes(x)) throw new TypeError('Converting circular structure to JSON');
    open.push(x);
    out = Array.isArray(x) ? [] : {};
    for (k of Array.isArray(x) ? x.keys() : only || Object.keys(x)) out[k] = walk(x, String(k));
    open.pop();
    return out;
  };
  return walk({ '': x }, '');
};
const revived = (x, f) => {
  var walk = (o, k) => {
    var x = o[k], y;
    if (x && typeof x === 'object') {
      for (var i of Object.keys(x)) {
        y = walk(x, i);
        if (y === undefined) delete x[i]; else x[i] = y;
      }
    }
    return f.call(o, k, x);
  };
  return walk({ '': x }, '');
};
const core = {
  shown,
  revived,
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
    create(proto, all) { var o = Object['@@create'](proto); return all === undefined ? o : Object.defineProperties(o, all); },
    setPrototypeOf(o) { return o; },
    freeze(o) { lock(o, 3); return o; },
    seal(o) { lock(o, 2); return o; },
    preventExtensions(o) { lock(o, 1); return o; },
    isFrozen(o) { return lock(o) > 2; },
    isSealed(o) { return lock(o) > 1; },
    isExtensible(o) { return !lock(o); },
    defineProperty(o, k, shape) {
      var told = 0, bits = 0;
      flags.forEach((name, i) => { if (name in shape) { told |= 1 << i; if (shape[name]) bits |= 1 << i; } });
      Object['@@define'](o, k, told, bits, 'get' in shape || 'set' in shape, 'value' in shape, shape.value, shape.get, shape.set);
      return o;
    },
    defineProperties(o, all) { for (var k of Object.keys(all)) Object.defineProperty(o, k, all[k]); return o; },
    getOwnPropertyDescriptor(o, k) {
      var own = Object['@@own'](o, k), out;
      if (own) {
        out = own.length > 2 ? { get: own[1], set: own[2] } : { value: own[1] };
        flags.forEach((name, i) => { if (i || own.length < 3) out[name] = !!(own[0] & 1 << i); });
      }
      return out;
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
    MAX_SAFE_INTEGER: 9007199254740991,
    MIN_SAFE_INTEGER: -9007199254740991,
    MAX_VALUE: 1.7976931348623157e308,
    MIN_VALUE: 5e-324,
    EPSILON: 2.220446049250313e-16,
    POSITIVE_INFINITY: 1 / 0,
    NEGATIVE_INFINITY: -1 / 0,
  },
  date,
  instant,
  Date: { UTC(...f) { var t = given(f); return Math.abs(t) <= 864e13 ? t : NaN; } },
  function: {
    bind(self, ...first) {
      var f = this;
      callable(f);
      return Object.defineProperties(function (...rest) { return new.target ? new f(...first, ...rest) : f.call(self, ...first, ...rest); }, {
        name: { value: 'bound ' + f.name },
        length: { value: Math.max(0, f.length - first.length) },
        prototype: { value: f.prototype },
      });
    },
  },
  regexp: {
    exec(s) { s = String(s); return complete(this, this['@@exec'](s), s); },
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
    // Symbols are names of their own: only the well-known ones exist.
    Symbol: { iterator: '@@iterator', asyncIterator: '@@asyncIterator', toStringTag: '@@toStringTag' },
    // Refuses as this does.
    eval() { Function(); },
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
