const is = (name) => (x) => tag(x) === name;
const words = (text) => String(text).normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/['\u2019]/g, '').match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f ]+/g) || [];
const compound = (f) => (text) => words(toText(text)).reduce((out, word, i) => f(out, word, i), '');
const cut = (text, chars, start, end) => {
  text = toText(text);
  if (chars === undefined) return start && end ? text.trim() : start ? text.trimStart() : text.trimEnd();
  var a = 0, b = text.length;
  if (start) while (a < b && chars.includes(text[a])) a++;
  if (end) while (b > a && chars.includes(text[b - 1])) b--;
  return text.slice(a, b);
};
const upperFirst = (text) => { text = toText(text); return text.charAt(0).toUpperCase() + text.slice(1); };
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
Object.assign(lo, {
  toString: toText, toNumber: number, toInteger: (x) => { x = number(x); return x === x ? Math.trunc(Math.max(-1.7976931348623157e308, Math.min(1.7976931348623157e308, x))) || 0 : 0; }, toFinite: (x) => { x = number(x); return x === x ? Math.max(-1.7976931348623157e308, Math.min(1.7976931348623157e308, x)) : 0; }, toArray: list, castArray(x) { return arguments.length ? (Array.isArray(x) ? x : [x]) : []; }, parseInt: (x, r) => parseInt(x, r), toPath: (p) => path(p), toPlainObject: (o) => { var out = {}; for (var k in o) out[k] = o[k]; return out; },
  isNil: nil, isNull: (x) => x === null, isUndefined: (x) => x === undefined, isArray: Array.isArray, isArrayLike: isList, isArrayLikeObject: (x) => isObject(x) && isList(x), isString: is('String'), isNumber: is('Number'), isBoolean: is('Boolean'), isDate: is('Date'), isRegExp: is('RegExp'), isMap: is('Map'), isSet: is('Set'), isError: is('Error'), isFunction: (x) => typeof x === 'function', isNaN: (x) => is('Number')(x) && +x !== +x, isFinite: (x) => typeof x === 'number' && isFinite(x), isInteger: Number.isInteger, isSafeInteger: Number.isSafeInteger, isObjectLike: (x) => x !== null && typeof x === 'object', isPlainObject: plain, isElement: () => false, isSymbol: () => false, isArguments: is('Arguments'),
  camelCase: compound((out, word, i) => out + (i ? upperFirst(word.toLowerCase()) : word.toLowerCase())), snakeCase: compound((out, word, i) => out + (i ? '_' : '') + word.toLowerCase()), kebabCase: compound((out, word, i) => out + (i ? '-' : '') + word.toLowerCase()), startCase: compound((out, word, i) => out + (i ? ' ' : '') + upperFirst(word)), lowerCase: compound((out, word, i) => out + (i ? ' ' : '') + word.toLowerCase()), upperCase: compound((out, word, i) => out + (i ? ' ' : '') + word.toUpperCase()), words: (text, pattern) => (pattern ? String(text).match(pattern) || [] : words(toText(text))), deburr: (text) => toText(text).normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/ß/g, 'ss').replace(/æ/g, 'ae').replace(/ø/g, 'o'),
  upperFirst, capitalize: (text) => upperFirst(toText(text).toLowerCase()), lowerFirst: (text) => { text = toText(text); return text.charAt(0).toLowerCase() + text.slice(1); }, toUpper: (text) => toText(text).toUpperCase(), toLower: (text) => toText(text).toLowerCase(),
  trim: (text, chars) => cut(text, chars, true, true), trimStart: (text, chars) => cut(text, chars, true, false), trimEnd: (text, chars) => cut(text, chars, false, true),
  padStart: (text, n, chars) => toText(text).padStart(n || 0, chars), padEnd: (text, n, chars) => toText(text).padEnd(n || 0, chars), pad: (text, n, chars) => { text = toText(text); var left = Math.floor((Math.max(n || 0, text.length) - text.length) / 2); return text.padStart(text.length + left, chars).padEnd(n || 0, chars); }, repeat: (text, n) => toText(text).repeat(n === undefined ? 1 : Math.max(0, n)),
  split: (text, separator, n) => toText(text).split(separator, n), replace: (text, a, b) => toText(text).replace(a, b), startsWith: (text, part, at) => toText(text).startsWith(part, at), endsWith: (text, part, at) => toText(text).endsWith(part, at),
  truncate: (text, o) => { o = o || {}; text = toText(text); var n = o.length === undefined ? 30 : o.length, tail = o.omission === undefined ? '...' : o.omission; if (text.length <= n) return text; var kept = text.slice(0, Math.max(0, n - tail.length)); if (o.separator !== undefined) { var at = kept.lastIndexOf(o.separator); if (at > 0) kept = kept.slice(0, at); } return kept + tail; },
  escape: (text) => toText(text).replace(/[&<>"']/g, (c) => escapes[c]), unescape: (text) => toText(text).replace(/&(?:amp|lt|gt|quot|#39);/g, (c) => Object.keys(escapes).find((k) => escapes[k] === c)), escapeRegExp: (text) => toText(text).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  round: rounder(Math.round), floor: rounder(Math.floor), ceil: rounder(Math.ceil), add: (a, b) => a + b, subtract: (a, b) => a - b, multiply: (a, b) => a * b, divide: (a, b) => a / b, clamp: (x, a, b) => { if (b === undefined) { b = a; a = undefined; } x = number(x); if (b !== undefined) x = Math.min(x, b); if (a !== undefined) x = Math.max(x, a); return x; }, inRange: (x, a, b) => { if (b === undefined) { b = a; a = 0; } return x >= Math.min(a, b) && x < Math.max(a, b); }, random: (a, b) => { if (b === undefined) { b = a === undefined ? 1 : a; a = 0; } return a + Math.floor(Math.random() * (b - a + 1)); },
  gt: (a, b) => a > b, gte: (a, b) => a >= b, lt: (a, b) => a < b, lte: (a, b) => a <= b,
  noop: () => undefined, identity: (x) => x, constant: (x) => () => x, stubTrue: () => true, stubFalse: () => false, stubArray: () => [], stubObject: () => ({}), defaultTo: (x, other) => (nil(x) || x !== x ? other : x), now: () => Date.now(), uniqueId: ((n) => (prefix) => toText(prefix) + ++n)(0), tap: (x, f) => { f(x); return x; }, thru: (x, f) => f(x), attempt: (f, ...args) => { try { return f(...args); } catch (e) { return e; } },
  debounce: (f) => { var g = (...args) => f(...args); g.cancel = g.flush = () => undefined; return g; }, throttle: (f) => lo.debounce(f), delay: (f, ms, ...args) => setTimeout(f, ms, ...args), defer: (f, ...args) => setTimeout(f, 1, ...args), once: (f) => { var done = false, out; return (...args) => { if (!done) { done = true; out = f(...args); } return out; }; }, memoize: (f, by) => { var known = new Map(); return (...args) => { var k = by ? by(...args) : args[0]; if (!known.has(k)) known.set(k, f(...args)); return known.get(k); }; }, negate: (f) => (...args) => !f(...args), partial: (f, ...given) => (...args) => f(...given, ...args), bind: (f, self, ...given) => f.bind(self, ...given), curry: (f, n) => { n = n === undefined ? f.length : n; var more = (given) => (...args) => { var all = given.concat(args); return all.length >= n ? f(...all) : more(all); }; return more([]); }, ary: (f, n) => (...args) => f(...args.slice(0, n)), unary: (f) => (x) => f(x), flow: (...fs) => (...args) => flat(fs).reduce((out, f, i) => (i ? f(out) : f(...args)), args[0]), flowRight: (...fs) => lo.flow(...flat(fs).reverse()), overEvery: (...fs) => (...args) => flat(fs).every((f) => iteratee(f)(...args)), overSome: (...fs) => (...args) => flat(fs).some((f) => iteratee(f)(...args)), cond: (pairs) => (...args) => { var pair = pairs.find((p) => p[0](...args)); return pair && pair[1](...args); }, mixin: () => lo,
});
lo.entriesIn = lo.toPairsIn = lo.toPairs;
lo.contains = lo.includes; lo.any = lo.some; lo.all = lo.every; lo.pluck = lo.map; lo.collect = lo.map; lo.select = lo.filter; lo.detect = lo.find; lo.object = lo.zipObject; 
const single = ' ' + 'add attempt ceil clamp camelCase capitalize deburr divide endsWith eq escape escapeRegExp every find findIndex findKey findLast findLastIndex first floor forEach each get gt gte has hasIn head includes indexOf inRange invoke isArray isBoolean isDate isEmpty isEqual isFunction isMatch isNaN isNil isNull isNumber isObject isPlainObject isString isUndefined join kebabCase last lastIndexOf lowerCase lowerFirst lt lte max maxBy mean meanBy min minBy multiply noop nth now pad padEnd padStart parseInt pop random reduce reduceRight repeat replace result round sample shift size snakeCase some startCase startsWith subtract sum sumBy toInteger toLower toNumber toString toUpper trim trimEnd trimStart truncate unescape upperCase upperFirst' + ' ';
// With `chain` everything stays wrapped until `value`; with `_(…)` a single value comes out at once.
function Chain(x, all) { this.__wrapped__ = x; this.__chain__ = all; }
const wrap = (name, out, all) => (!all && single.includes(' ' + name + ' ') ? out : new Chain(out, all));
Object.keys(lo).forEach((name) => { Chain.prototype[name] = function (...args) { return wrap(name, lo[name](this.__wrapped__, ...args), this.__chain__); }; });
['push', 'pop', 'shift', 'unshift', 'sort', 'splice'].forEach((name) => {
  Chain.prototype[name] = function (...args) {
    var copy = Array.from(this.__wrapped__), out = copy[name](...args);
    return wrap(name, name === 'pop' || name === 'shift' ? out : copy, this.__chain__);
  };
});
Chain.prototype.value = Chain.prototype.valueOf = Chain.prototype.toJSON = function () { return this.__wrapped__; };
Chain.prototype.chain = function () { return new Chain(this.__wrapped__, true); };
Chain.prototype.toString = function () { return String(this.__wrapped__); };
Chain.prototype[Symbol.iterator] = function () { return list(this.__wrapped__)[Symbol.iterator](); };
const base = (x) => (x instanceof Chain ? x : new Chain(x, false));
Object.assign(base, lo, { chain: (x) => new Chain(x, true), VERSION: '4.17.21' });
return base;
