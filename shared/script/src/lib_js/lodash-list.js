const aggregate = (make) => (c, f) => {
  f = iteratee(f);
  var out = {};
  each(c, (x) => make(out, f(x), x));
  return out;
};
const uniqBy = (c, f) => {
  f = iteratee(f);
  var seen = new Set(), out = [];
  list(c).forEach((x) => { var k = f(x); if (!seen.has(k)) { seen.add(k); out.push(x); } });
  return out;
};
const extreme = (c, f, better) => {
  f = iteratee(f);
  var best, key;
  list(c).forEach((x) => {
    var k = f(x);
    if (!nil(k) && k === k && (key === undefined || better(k, key))) { key = k; best = x; }
  });
  return best;
};
const split = (f) => (args) => { var last = args[args.length - 1]; return Array.isArray(last) ? [args, f] : [args.slice(0, -1), last]; };
const rounder = (f) => (x, digits) => {
  x = number(x);
  digits = Math.max(-292, Math.min(292, digits || 0));
  if (!digits || !Number.isFinite(x)) return f(x);
  var pair = (x + 'e').split('e');
  pair = (f(pair[0] + 'e' + (+pair[1] + digits)) + 'e').split('e');
  return +(pair[0] + 'e' + (+pair[1] - digits));
};
const lists = (args) => args.filter(Array.isArray);
const find = (c, f, from) => { f = iteratee(f); var found; each(from ? list(c).slice(from) : c, (x, k) => { if (f(x, k, c)) { found = x; return false; } }); return found; };
const fold = (c, f, start, given) => { each(c, (x, k) => { if (given) start = f(start, x, k, c); else { start = x; given = true; } }); return start; };
const pick = (o, keys) => { var out = {}; flat(keys).forEach((k) => { if (hasIn(o, k)) update(out, Array.isArray(k) ? k : k in Object(o) ? [k] : k, () => get(o, k)); }); return out; };
const unset = (o, p) => { var keys = path(p, o), at = keys.length > 1 ? get(o, keys.slice(0, -1)) : o; return nil(at) ? true : delete at[keys[keys.length - 1]]; };
const picked = (o, f, yes) => { f = iteratee(f); var out = {}; keysOf(o).forEach((k) => { if (!!f(o[k], k) === yes) out[k] = o[k]; }); return out; };
const range = (from, to, step, right) => {
  if (to === undefined) { to = from; from = 0; }
  step = step === undefined ? (from < to ? 1 : -1) : step;
  var n = Math.max(Math.ceil((to - from) / (step || 1)), 0), out = [];
  for (var i = 0; i < n; i++) { out.push(from); from += step; }
  return right ? out.reverse() : out;
};
const lo = {
  get, has, hasIn, isEmpty, isObject, isMatch, clone: (x) => clone(x, false), cloneDeep: (x) => clone(x, true),
  cloneDeepWith: (x, by) => clone(x, true, by), isEqual: (a, b) => equal(a, b), isEqualWith: (a, b, by) => equal(a, b, by), eq: (a, b) => a === b || (a !== a && b !== b),
  set: (o, p, x) => update(o, p, () => x), update, unset,
  result: (o, p, other) => { var x = get(o, p); if (x === undefined) x = other; return typeof x === 'function' ? x.call(o) : x; },
  property: (p) => (o) => get(o, p), propertyOf: (o) => (p) => get(o, p), iteratee, matches: (source) => iteratee(source), matchesProperty: (p, x) => iteratee([p, x]),
  map, filter, each, forEach: each, find, forOwn: (o, f) => { each(keysOf(o), (k) => f(o[k], k, o)); return o; }, forIn: (o, f) => { for (var k in o) if (f(o[k], k, o) === false) break; return o; },
  eachRight: (c, f) => { list(c).reverse().forEach((x, i, l) => f(x, l.length - 1 - i)); return c; }, forEachRight: (c, f) => lo.eachRight(c, f),
  reject: (c, f) => { f = iteratee(f); return filter(c, (x, k) => !f(x, k, c)); }, partition: (c, f) => [filter(c, f), lo.reject(c, f)],
  some: (c, f) => { f = iteratee(f); var yes = false; each(c, (x, k) => { if (f(x, k, c)) { yes = true; return false; } }); return yes; },
  every: (c, f) => { f = iteratee(f); var yes = true; each(c, (x, k) => { if (!f(x, k, c)) { yes = false; return false; } }); return yes; },
  includes: (c, x, from) => (typeof c === 'string' ? c.includes(x, from) : list(c).includes(x, from)),
  reduce(c, f, start) { return fold(c, iteratee(f), start, arguments.length > 2); }, reduceRight(c, f, start) { return fold(list(c).reverse(), iteratee(f), start, arguments.length > 2); },
  flatMap: (c, f) => flat(map(c, f)), size: (c) => (nil(c) ? 0 : isList(c) ? c.length : c instanceof Map || c instanceof Set ? c.size : Object.keys(c).length),
  sumBy: (c, f) => { f = iteratee(f); var out; list(c).forEach((x) => { var y = f(x); if (y !== undefined) out = out === undefined ? y : out + y; }); return out === undefined ? 0 : out; },
  sum: (c) => lo.sumBy(c), meanBy: (c, f) => (nil(c) || !c.length ? NaN : lo.sumBy(c, f) / c.length), mean: (c) => lo.meanBy(c),
  max: (c) => extreme(c, null, (a, b) => a > b), min: (c) => extreme(c, null, (a, b) => a < b), maxBy: (c, f) => extreme(c, f, (a, b) => a > b), minBy: (c, f) => extreme(c, f, (a, b) => a < b),
  sortBy: (c, ...fs) => sortBy(c, flat(fs).filter((f) => f !== c)), orderBy: (c, fs, orders) => sortBy(c, nil(fs) ? [] : Array.isArray(fs) ? fs : [fs], Array.isArray(orders) ? orders : [orders]),
  groupBy: aggregate((out, k, x) => { if (own(out, k)) out[k].push(x); else out[k] = [x]; }), keyBy: aggregate((out, k, x) => { out[k] = x; }), countBy: aggregate((out, k) => { out[k] = (own(out, k) ? out[k] : 0) + 1; }),
  uniq: (c) => uniqBy(c), uniqBy, uniqWith: (c, f) => list(c).reduce((out, x) => (out.some((y) => f(x, y)) ? out : out.concat([x])), []), sortedUniq: (c) => uniqBy(c),
  flatten: (c) => flat(list(c)), flattenDeep: (c) => list(c).flat(Infinity), flattenDepth: (c, n) => list(c).flat(n === undefined ? 1 : n), compact: (c) => list(c).filter(Boolean),
  first: (c) => (nil(c) ? undefined : c[0]), head: (c) => (nil(c) ? undefined : c[0]), last: (c) => (nil(c) ? undefined : c[c.length - 1]), nth: (c, n) => list(c).at(n || 0), initial: (c) => list(c).slice(0, -1), tail: (c) => list(c).slice(1),
  take: (c, n) => list(c).slice(0, n === undefined ? 1 : Math.max(n, 0)), takeRight: (c, n) => { n = n === undefined ? 1 : n; return n > 0 ? list(c).slice(-n) : []; }, drop: (c, n) => list(c).slice(n === undefined ? 1 : Math.max(n, 0)), dropRight: (c, n) => { n = n === undefined ? 1 : n; return n > 0 ? list(c).slice(0, -n) : list(c); },
  takeWhile: (c, f) => { f = iteratee(f); var i = list(c).findIndex((x, k) => !f(x, k)); return i < 0 ? list(c) : list(c).slice(0, i); }, dropWhile: (c, f) => { f = iteratee(f); var i = list(c).findIndex((x, k) => !f(x, k)); return i < 0 ? [] : list(c).slice(i); },
  join: (c, separator) => list(c).join(separator === undefined ? ',' : separator), slice: (c, a, b) => list(c).slice(a, b), reverse: (c) => c.reverse(), concat: (...all) => flat(all.map((x, i) => (i || Array.isArray(x) ? x : nil(x) ? [] : [x]))),
  chunk: (c, n) => { n = n === undefined ? 1 : n; var out = []; for (var i = 0; n > 0 && i < c.length; i += n) out.push(c.slice(i, i + n)); return out; },
  indexOf: (c, x, from) => list(c).indexOf(x, from), lastIndexOf: (c, x) => list(c).lastIndexOf(x), findIndex: (c, f) => list(c).findIndex(iteratee(f)), findLastIndex: (c, f) => list(c).findLastIndex(iteratee(f)), findLast: (c, f) => find(list(c).reverse(), f), findKey: (o, f) => { f = iteratee(f); return keysOf(o).find((k) => f(o[k], k, o)); },
  difference: (c, ...others) => { others = flat(lists(others)); return list(c).filter((x) => !others.includes(x)); }, differenceBy: (c, ...rest) => { var [others, f] = split()(rest); f = iteratee(f); others = flat(lists(others)).map((x) => f(x)); return list(c).filter((x) => !others.includes(f(x))); }, differenceWith: (c, others, f) => list(c).filter((x) => !others.some((y) => f(x, y))),
  intersection: (...all) => (all.every(Array.isArray) ? uniqBy(all[0] || []).filter((x) => all.every((c) => c.includes(x))) : []), intersectionBy: (...all) => { var [cs, f] = split()(all); f = iteratee(f); return uniqBy(cs[0], f).filter((x) => cs.every((c) => c.some((y) => f(y) === f(x)))); }, intersectionWith: (a, b, f) => a.filter((x) => b.some((y) => f(x, y))),
  union: (...all) => uniqBy(flat(lists(all))), unionBy: (...all) => { var [cs, f] = split()(all); return uniqBy(flat(lists(cs)), f); }, xor: (...all) => uniqBy(flat(lists(all))).filter((x) => lists(all).filter((c) => c.includes(x)).length === 1),
  without: (c, ...xs) => list(c).filter((x) => !xs.includes(x)), pull: (c, ...xs) => lo.remove(c, (x) => xs.includes(x)) && c, pullAll: (c, xs) => lo.pull(c, ...xs), remove: (c, f) => { f = iteratee(f); var gone = []; for (var i = 0; i < c.length; ) if (f(c[i], i, c)) gone.push(c.splice(i, 1)[0]); else i++; return gone; },
  zip: (...all) => range(0, Math.max(0, ...all.map((c) => c.length))).map((i) => all.map((c) => c[i])), unzip: (c) => lo.zip(...c), zipObject: (keys, xs) => { var out = {}; (keys || []).forEach((k, i) => { out[k] = (xs || [])[i]; }); return out; }, fromPairs: (pairs) => { var out = {}; (pairs || []).forEach((p) => { out[p[0]] = p[1]; }); return out; },
  fill: (c, x, a, b) => c.fill(x, a, b), range: (a, b, s) => range(a, b, s), rangeRight: (a, b, s) => range(a, b, s, true), times: (n, f) => range(0, Math.max(0, n || 0)).map((i) => (f ? f(i) : i)), sample: (c) => { var l = list(c); return l[Math.floor(Math.random() * l.length)]; }, shuffle: (c) => lo.sortBy(list(c), () => Math.random()),
  keys: (o) => keysOf(o), keysIn: (o) => { var out = []; for (var k in o) out.push(k); return out; }, values, valuesIn: values, entries: (o) => (o instanceof Map ? [...o] : keysOf(o).map((k) => [k, o[k]])), toPairs: (o) => lo.entries(o), invert: (o) => { var out = {}; keysOf(o).forEach((k) => { out[o[k]] = k; }); return out; },
  mapValues: (o, f) => { f = iteratee(f); var out = {}; keysOf(o).forEach((k) => { out[k] = f(o[k], k, o); }); return out; }, mapKeys: (o, f) => { f = iteratee(f); var out = {}; keysOf(o).forEach((k) => { out[f(o[k], k, o)] = o[k]; }); return out; },
  pick: (o, ...keys) => pick(o, keys), omit: (o, ...keys) => { var out = {}; for (var k in o) out[k] = o[k]; flat(keys).some((k) => path(k, out).length > 1) && (out = clone(out, true)); flat(keys).forEach((k) => unset(out, k)); return out; }, pickBy: (o, f) => picked(o, f, true), omitBy: (o, f) => picked(o, f, false),
  assign: (o, ...all) => Object.assign(o, ...all), extend: (o, ...all) => Object.assign(o, ...all), assignIn: (o, ...all) => Object.assign(o, ...all), defaults: (o, ...all) => { o = Object(o); all.forEach((s) => { for (var k in s) if (o[k] === undefined) o[k] = s[k]; }); return o; }, defaultsDeep: (o, ...all) => { all.forEach((s) => each(keysOf(s), (k) => { if (o[k] === undefined) o[k] = clone(s[k], true); else if (plain(o[k]) && plain(s[k])) lo.defaultsDeep(o[k], s[k]); })); return o; },
  merge: (o, ...all) => { all.forEach((s) => { if (!nil(s)) deepMerge(o, s); }); return o; }, mergeWith: (o, ...all) => { var by = all.pop(); all.forEach((s) => deepMerge(o, s, by)); return o; }, transform: (o, f, out) => { out = out === undefined ? (Array.isArray(o) ? [] : {}) : out; each(o, (x, k) => f(out, x, k, o)); return out; },
  at: (o, ...ps) => flat(ps).map((p) => get(o, p)), invoke: (o, p, ...args) => { var keys = path(p, o), at = keys.length > 1 ? get(o, keys.slice(0, -1)) : o; return nil(at) || nil(at[keys[keys.length - 1]]) ? undefined : at[keys[keys.length - 1]](...args); }, invokeMap: (c, p, ...args) => map(c, (x) => (typeof p === 'function' ? p.apply(x, args) : lo.invoke(x, p, ...args))),
};
