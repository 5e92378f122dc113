// The functions of lodash that forms use. Runs in the interpreter, not in the page.
const nil = (x) => x === null || x === undefined;
const isObject = (x) => !nil(x) && (typeof x === 'object' || typeof x === 'function');
const tag = (x) => Object.prototype.toString.call(x).slice(8, -1);
const isList = (x) => !nil(x) && typeof x !== 'function' && typeof x.length === 'number' && x.length >= 0 && x.length % 1 === 0;
const plain = (x) => {
  if (!isObject(x) || tag(x) !== 'Object') return false;
  var proto = Object.getPrototypeOf(x);
  return proto === null || proto === Object.prototype;
};
const path = (p, o) => {
  if (Array.isArray(p)) return p.map(String);
  if (typeof p === 'number') return [String(p)];
  p = nil(p) ? String(p) : String(p);
  if (o && isObject(o) && p in o) return [p];
  var out = [];
  if (p.charAt(0) === '.') out.push('');
  p.replace(/[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g, (m, number, quote, text) => {
    out.push(quote ? text.replace(/\\(\\)?/g, '$1') : number || m);
  });
  return out;
};
const get = (o, p, other) => {
  var keys = path(p, o), i = 0;
  while (!nil(o) && i < keys.length) o = o[keys[i++]];
  var found = i && i === keys.length ? o : undefined;
  return found === undefined ? other : found;
};
const forbidden = (k) => k === '__proto__' || k === 'constructor' || k === 'prototype';
const update = (o, p, f) => {
  if (!isObject(o)) return o;
  var keys = path(p, o), at = o;
  for (var i = 0; i < keys.length; i++) {
    var k = keys[i];
    if (forbidden(k)) return o;
    if (i === keys.length - 1) { at[k] = f(at[k]); break; }
    if (!isObject(at[k])) at[k] = /^(0|[1-9]\d*)$/.test(keys[i + 1]) ? [] : {};
    at = at[k];
  }
  return o;
};
const own = (o, k) => !nil(o) && Object.prototype.hasOwnProperty.call(o, k);
const has = (o, p) => {
  var keys = path(p, o);
  if (!keys.length) return false;
  for (var k of keys) { if (nil(o) || !own(Object(o), k)) return false; o = o[k]; }
  return true;
};
const keysOf = (o) => (nil(o) ? [] : isList(o) && typeof o !== 'string' ? Object.keys(Array.from(o)).concat(Object.keys(o).filter((k) => !/^\d+$/.test(k))) : Object.keys(Object(o)));
const values = (o) => (nil(o) ? [] : typeof o === 'string' ? o.split('') : keysOf(o).map((k) => o[k]));
const equal = (a, b, by, seen) => {
  if (by) { var said = by(a, b); if (said !== undefined) return !!said; }
  if (a === b) return true;
  if (nil(a) || nil(b) || (!isObject(a) && !isObject(b))) return a !== a && b !== b;
  var ta = tag(a), tb = tag(b);
  if (ta !== tb) return false;
  if (ta === 'Date' || ta === 'Number' || ta === 'Boolean') return equal(+a, +b);
  if (ta === 'RegExp' || ta === 'String') return String(a) === String(b);
  if (ta === 'Error') return a.name === b.name && a.message === b.message;
  if (ta === 'Function') return false;
  if (ta === 'Map') return a.size === b.size && equal([...a], [...b], by, seen);
  if (ta === 'Set') return a.size === b.size && [...a].every((x) => [...b].some((y) => equal(x, y, by, seen)));
  seen = seen || [];
  if (seen.some((pair) => pair[0] === a && pair[1] === b)) return true;
  seen = seen.concat([[a, b]]);
  if (Array.isArray(a)) return a.length === b.length && a.every((x, i) => equal(x, b[i], by, seen));
  var ka = Object.keys(a), kb = Object.keys(b);
  if (ta === 'Object' && a.constructor !== b.constructor && typeof a.constructor === 'function' && typeof b.constructor === 'function' && 'constructor' in a && 'constructor' in b) return false;
  return ka.length === kb.length && ka.every((k) => own(b, k) && equal(a[k], b[k], by, seen));
};
const clone = (x, deep, by, seen) => {
  if (by) { var made = by(x); if (made !== undefined) return made; }
  if (!isObject(x)) return x;
  var t = tag(x);
  if (t === 'Date') return new Date(+x);
  if (t === 'RegExp') return new RegExp(x.source, x.flags);
  seen = seen || new Map();
  if (seen.has(x)) return seen.get(x);
  var inner = (y) => (deep ? clone(y, deep, by, seen) : y), out;
  if (t === 'Map') { out = new Map(); seen.set(x, out); x.forEach((v, k) => out.set(k, inner(v))); return out; }
  if (t === 'Set') { out = new Set(); seen.set(x, out); x.forEach((v) => out.add(inner(v))); return out; }
  if (t === 'Function' || t === 'Error' || t === 'Promise') return {};
  out = Array.isArray(x) ? [] : Object.create(Object.getPrototypeOf(x));
  seen.set(x, out);
  if (Array.isArray(x)) { for (var i = 0; i < x.length; i++) out.push(inner(x[i])); return out; }
  Object.keys(x).forEach((k) => { out[k] = inner(x[k]); });
  return out;
};
const isMatch = (o, source) => {
  if (nil(source)) return true;
  if (!isObject(source)) return equal(o, source);
  if (nil(o)) return Object.keys(source).length === 0;
  if (Array.isArray(source)) return Array.isArray(o) && source.every((x) => o.some((y) => isMatch(y, x) && (isObject(x) || equal(x, y))));
  return Object.keys(source).every((k) => k in Object(o) && (isObject(source[k]) ? isMatch(o[k], source[k]) : equal(o[k], source[k])));
};
const iteratee = (f) => {
  if (typeof f === 'function') return f;
  if (nil(f)) return (x) => x;
  if (Array.isArray(f)) return f.length === 2 ? (x) => (f[1] === undefined ? get(x, f[0]) === undefined && hasIn(x, f[0]) : isObject(f[1]) ? isMatch(get(x, f[0]), f[1]) : equal(get(x, f[0]), f[1])) : (x) => get(x, f[0]);
  if (typeof f === 'object') { var source = clone(f, true); return (x) => isMatch(x, source); }
  return (x) => get(x, f);
};
const hasIn = (o, p) => { var keys = path(p, o); for (var k of keys) { if (nil(o) || !(k in Object(o))) return false; o = o[k]; } return keys.length > 0; };
const each = (c, f) => {
  f = iteratee(f);
  if (isList(c)) { for (var i = 0; i < c.length; i++) if (f(typeof c === 'string' ? c.charAt(i) : c[i], i, c) === false) break; }
  else if (!nil(c)) for (var k of Object.keys(Object(c))) if (f(c[k], k, c) === false) break;
  return c;
};
const list = (c) => (nil(c) ? [] : typeof c === 'string' ? c.split('') : isList(c) ? Array.from(c) : c instanceof Map || c instanceof Set ? [...c] : values(c));
const map = (c, f) => { f = iteratee(f); var out = []; each(c, (x, k) => { out.push(f(x, k, c)); }); return out; };
const filter = (c, f) => { f = iteratee(f); var out = []; each(c, (x, k) => { if (f(x, k, c)) out.push(x); }); return out; };
const isEmpty = (x) => {
  if (nil(x)) return true;
  if (typeof x === 'string' || Array.isArray(x)) return x.length === 0;
  if (x instanceof Map || x instanceof Set) return x.size === 0;
  if (typeof x !== 'object') return true;
  if (tag(x) === 'Arguments') return x.length === 0;
  return Object.keys(x).length === 0;
};
const deepMerge = (o, source, by, all) => {
  each(Object.keys(Object(source)), (k) => {
    if (forbidden(k)) return;
    var x = source[k], old = o[k], said = by ? by(old, x, k, o, source) : undefined;
    if (said !== undefined) { o[k] = said; return; }
    if (Array.isArray(x)) o[k] = deepMerge(Array.isArray(old) ? old : [], x, by);
    else if (plain(x)) o[k] = deepMerge(plain(old) || (isObject(old) && typeof old !== 'function') ? old : {}, x, by);
    else if (x !== undefined || !(k in o)) o[k] = x;
  });
  return o;
};
const number = (x) => (typeof x === 'number' ? x : nil(x) ? (x === null ? 0 : NaN) : Number(typeof x === 'string' ? x.trim() : x));
const toText = (x) => (nil(x) ? '' : Object.is(x, -0) ? '-0' : Array.isArray(x) ? x.map((y) => (nil(y) ? y : toText(y))).join(',') : String(x));
const order = (a, b) => {
  if (a === b || (a !== a && b !== b)) return 0;
  var rank = (x) => (x === undefined ? 2 : x === null ? 1 : x !== x ? 3 : 0), ra = rank(a), rb = rank(b);
  if (ra !== rb) { var line = { 0: 0, 1: 1, 2: 2, 3: 3 }; return line[ra] - line[rb]; }
  return a > b ? 1 : a < b ? -1 : 0;
};
const sortBy = (c, fs, orders) => {
  fs = (fs.length ? fs : [(x) => x]).map(iteratee);
  var rows = list(c).map((x, i) => ({ x, i, keys: fs.map((f) => f(x)) }));
  rows.sort((a, b) => {
    for (var i = 0; i < fs.length; i++) {
      var d = order(a.keys[i], b.keys[i]);
      if (d) return orders && orders[i] === 'desc' ? -d : d;
    }
    return a.i - b.i;
  });
  return rows.map((row) => row.x);
};
const flat = (x) => x.reduce((out, y) => out.concat(Array.isArray(y) ? y : [y]), []);
