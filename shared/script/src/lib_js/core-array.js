// The parts of the language's own library that call back. Runs in the interpreter, not in the page.
const whole = (x) => Math.trunc(x) || 0;
const place = (i, other, n) => (i === undefined ? other : (i = whole(i)) < 0 ? Math.max(n + i, 0) : Math.min(i, n));
const padding = (s, n, filler) => {
  s = '' + s;
  filler = filler === undefined ? ' ' : String(filler);
  n = whole(n) - s.length;
  return n > 0 && filler ? filler.repeat(Math.ceil(n / filler.length)).slice(0, n) : '';
};
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
// Where, how many, and a list of what comes in their place.
const splice = []['@@splice'], slice = [].slice;
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
  at(i) { i = whole(i); return this[i < 0 ? i + this.length : i]; },
  with(i, x) {
    var out = Array.from(this);
    i = whole(i);
    if (i < 0) i += out.length;
    if (i < 0 || i >= out.length) throw new RangeError('Invalid index');
    out[i] = x;
    return out;
  },
  toReversed() { return array.reverse.call(Array.from(this)); },
  toSpliced(...args) { var out = Array.from(this); out.splice(...args); return out; },
  reverse() {
    var out = [], n = this.length;
    for (var i = n; i-- > 0; ) out.push(this[i]);
    splice.call(this, 0, n, out);
    return this;
  },
  fill(x, from, to) {
    var n = this.length, i = place(from, 0, n), count = place(to, n, n) - i, out = [];
    while (out.length < count) out.push(x);
    if (count > 0) splice.call(this, i, count, out);
    return this;
  },
  copyWithin(to, from, end) {
    var n = this.length, part = slice.call(this, from, end);
    to = place(to, 0, n);
    part.length = Math.min(part.length, n - to);
    splice.call(this, to, part.length, part);
    return this;
  },
  lastIndexOf(x, i) {
    var n = this.length;
    i = arguments.length < 2 ? n - 1 : (i = whole(i)) < 0 ? n + i : Math.min(i, n - 1);
    for (; i >= 0; i--) if (this[i] === x && i in this) return i;
    return -1;
  },
  flat(depth) {
    var out = [];
    depth = depth === undefined ? 1 : whole(depth);
    for (var i = 0; i < this.length; i++) {
      if (i in this) { if (depth >= 1 && Array.isArray(this[i])) out.push(...array.flat.call(this[i], depth - 1)); else out.push(this[i]); }
    }
    return out;
  },
  keys() { var out = []; while (out.length < this.length) out.push(out.length); return out.values(); },
  entries() { var out = []; while (out.length < this.length) out.push([out.length, this[out.length]]); return out.values(); },
  shift() { return splice.call(this, 0, 1)[0]; },
  unshift(...items) { splice.call(this, 0, 0, items); return this.length; },
  splice(i, count, ...items) {
    var n = this.length;
    i = place(i, 0, n);
    return splice.call(this, i, arguments.length > 1 ? Math.max(whole(count), 0) : arguments.length && n, items);
  },
  concat(...others) {
    var out = slice.call(this);
    for (var x of others) splice.call(out, out.length, 0, Array.isArray(x) ? x : [x]);
    return out;
  },
  toLocaleString() { return array.map.call(this, (x) => (x == null ? '' : x.toLocaleString())).join(); },
};
