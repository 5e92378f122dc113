// The parts of the language's own library that call back. Runs in the interpreter, not in the page.
const callable = (f) => {
  if (typeof f !== 'function') throw new TypeError((f === null ? 'null' : typeof f === 'object' ? '#<Object>' : String(f)) + ' is not a function');
};
const seek = (list, f, self, from, step) => {
  callable(f);
  for (var i = from, n = list.length; i >= 0 && i < n; i += step) if (f.call(self, list[i], i, list)) return i;
  return -1;
};
const merge = (list, f) => {
  if (list.length < 2) return list;
  var middle = list.length >> 1, left = merge(list.slice(0, middle), f), right = merge(list.slice(middle), f);
  var out = [], i = 0, j = 0;
  while (i < left.length && j < right.length) out.push(f(left[i], right[j]) <= 0 || false ? left[i++] : right[j++]);
  while (i < left.length) out.push(left[i++]);
  while (j < right.length) out.push(right[j++]);
  return out;
};
const sorted = (list, f) => {
  if (f !== undefined) callable(f);
  var rest = list.filter((x) => x !== undefined), missing = list.length - rest.length, keyed;
  if (f) {
    rest = merge(rest, (a, b) => { var d = f(a, b); return d > 0 ? 1 : 0; });
  } else {
    keyed = merge(rest.map((x) => [String(x), x]), (a, b) => (a[0] > b[0] ? 1 : 0));
    rest = keyed.map((pair) => pair[1]);
  }
  while (missing-- > 0) rest.push(undefined);
  return rest;
};
const array = {
  forEach(f, self) {
    callable(f);
    for (var i = 0, n = this.length; i < n; i++) if (i in this) f.call(self, this[i], i, this);
  },
  map(f, self) {
    callable(f);
    var out = [], n = this.length;
    out.length = n;
    for (var i = 0; i < n; i++) if (i in this) out[i] = f.call(self, this[i], i, this);
    return out;
  },
  filter(f, self) {
    callable(f);
    var out = [];
    for (var i = 0, n = this.length; i < n; i++) {
      if (i in this) { var x = this[i]; if (f.call(self, x, i, this)) out.push(x); }
    }
    return out;
  },
  some(f, self) {
    callable(f);
    for (var i = 0, n = this.length; i < n; i++) if (i in this && f.call(self, this[i], i, this)) return true;
    return false;
  },
  every(f, self) {
    callable(f);
    for (var i = 0, n = this.length; i < n; i++) if (i in this && !f.call(self, this[i], i, this)) return false;
    return true;
  },
  find(f, self) { var i = seek(this, f, self, 0, 1); return i < 0 ? undefined : this[i]; },
  findIndex(f, self) { return seek(this, f, self, 0, 1); },
  findLast(f, self) { var i = seek(this, f, self, this.length - 1, -1); return i < 0 ? undefined : this[i]; },
  findLastIndex(f, self) { return seek(this, f, self, this.length - 1, -1); },
  reduce(f, start) {
    callable(f);
    var i = 0, n = this.length, value = start;
    if (arguments.length < 2) {
      while (i < n && !(i in this)) i++;
      if (i >= n) throw new TypeError('Reduce of empty array with no initial value');
      value = this[i++];
    }
    for (; i < n; i++) if (i in this) value = f(value, this[i], i, this);
    return value;
  },
  reduceRight(f, start) {
    callable(f);
    var i = this.length - 1, value = start;
    if (arguments.length < 2) {
      while (i >= 0 && !(i in this)) i--;
      if (i < 0) throw new TypeError('Reduce of empty array with no initial value');
      value = this[i--];
    }
    for (; i >= 0; i--) if (i in this) value = f(value, this[i], i, this);
    return value;
  },
  flatMap(f, self) { return array.map.call(this, f, self).flat(); },
  sort(f) {
    var out = sorted(array.filter.call(this, () => true), f), n = this.length;
    for (var i = 0; i < n; i++) { if (i < out.length) this[i] = out[i]; else delete this[i]; }
    return this;
  },
  toSorted(f) { return sorted(Array.from(this), f); },
};
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
  },
  Object: {
    fromEntries(pairs) { var out = {}; for (var pair of pairs) out[pair[0]] = pair[1]; return out; },
    groupBy(items, f) { var out = Object.create(null); grouped(items, f, (k, x) => { (out[k] = out[k] || []).push(x); }); return out; },
    getOwnPropertyDescriptors(o) { var out = {}; Object.getOwnPropertyNames(o).forEach((k) => { out[k] = Object.getOwnPropertyDescriptor(o, k); }); return out; },
    getOwnPropertySymbols() { return []; },
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
