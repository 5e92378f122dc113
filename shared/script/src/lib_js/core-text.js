// What strings do beyond the machine. Runs in the interpreter, not in the page.
// A match of a regular expression with everything that scripts find in one.
const complete = (p, m, s) => {
  var source = p.source, mark = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<(?![=!])([^>]*)>|(?!\?))/gs, n = 0, name;
  if (!m) return m;
  m.input = s;
  m.groups = undefined;
  if (source.includes('(?<')) {
    while ((name = mark['@@exec'](source))) {
      if (name[0][0] === '(') n++;
      if (name[1]) (m.groups = m.groups || {})[name[1]] = m[n];
    }
  }
  return m;
};
// The matches of a text or regular expression, as they are found.
const found = (s, p, all) => {
  var out = [], at = 0, m;
  if (p instanceof RegExp) {
    if (!p.global) return (m = p['@@exec'](s)) ? [m] : out;
    p.lastIndex = 0;
    while ((m = p['@@exec'](s))) { out.push(m); if (!m[0]) p.lastIndex++; }
    return out;
  }
  p = String(p);
  if (all && p) {
    for (var part of s['@@split'](p)) {
      if (at) out.push(m);
      m = [p];
      m.index = at += part.length;
      at += p.length;
    }
    return out;
  }
  while ((at = s.indexOf(p, at)) >= 0) {
    m = [p];
    m.index = at;
    out.push(m);
    at += p.length || 1;
    if (!all || at > s.length) break;
  }
  return out;
};
// Fills in `$1`, `$&`, `$<name>` and the like.
const expand = (w, m, s) => {
  var out = '', at = 0, i, k;
  while ((i = w.indexOf('$', at)) >= 0) {
    var c = w[i + 1], d = w[i + 2], two = d >= '0' && d <= '9' ? +(c + d) : 0, part = '$';
    out += w.slice(at, i);
    at = i + 2;
    if (c === '$') part = c;
    else if (c === '&') part = m[0];
    else if (c === '`') part = s.slice(0, m.index);
    else if (c === "'") part = s.slice(m.index + m[0].length);
    else if (c === '<' && m.groups && (k = w.indexOf('>', at)) > 0) { part = m.groups[w.slice(at, k)]; at = k + 1; }
    else if (two && two < m.length) { part = m[two]; at = i + 3; }
    else if (+c && +c < m.length) part = m[c];
    else at = i + 1;
    if (part !== undefined) out += part;
  }
  return out + w.slice(at);
};
const replaced = (s, p, w, all) => {
  var out = [], at = 0, i = 0, between = [], list, call = typeof w === 'function';
  s = '' + s;
  if (!call) w = String(w);
  if (all && p instanceof RegExp && !p.global) throw new TypeError('replaceAll must be called with a global RegExp');
  list = found(s, p, all);
  if (p instanceof RegExp && p.source.includes('(?<')) list.forEach((m) => complete(p, m, s));
  for (var m of list) {
    between.push(at, m.index);
    at = m.index + m[0].length;
  }
  if (!list.length) return s;
  between = s['@@cut'](...between, at, s.length);
  for (m of list) {
    out.push(between[i++], call ? String(m.groups ? w(...m, m.index, s, m.groups) : w(...m, m.index, s)) : expand(w, m, s));
  }
  return out.join('') + between[i];
};
const string = {
  split(p, limit) {
    var s = '' + this, out = [], places = [], groups = [], from = 0, at = 0, i = 0, m;
    if (!(p instanceof RegExp)) {
      out = s['@@split'](p);
      return limit === undefined ? out : out.slice(0, limit >>> 0);
    }
    p = new RegExp(p, p.global ? p.flags : p.flags + 'g');
    if (!s) return p.test(s) ? [] : [s];
    while (at < s.length) {
      p.lastIndex = at;
      m = p['@@exec'](s);
      if (!m || m.index >= s.length) break;
      if (p.lastIndex === from) { at++; continue; }
      places.push(from, m.index);
      groups.push(m.slice(1));
      from = at = p.lastIndex;
    }
    for (var part of s['@@cut'](...places, from, s.length)) out.push(part, ...(groups[i++] || []));
    return limit === undefined ? out : out.slice(0, limit >>> 0);
  },
  replace(p, w) { return replaced(this, p, w); },
  replaceAll(p, w) { return replaced(this, p, w, true); },
  match(p) {
    var s = '' + this, out;
    if (!(p instanceof RegExp)) p = new RegExp(p);
    if (!p.global) return p.exec(s);
    out = found(s, p).map((m) => m[0]);
    return out.length ? out : null;
  },
  matchAll(p) {
    var s = '' + this;
    p = p instanceof RegExp ? new RegExp(p) : new RegExp(p, 'g');
    return found(s, p).map((m) => complete(p, m, s)).values();
  },
  search(p) { var m = new RegExp(p).exec('' + this); return m ? m.index : -1; },
  at(i) { var s = '' + this; i = whole(i); return s[i < 0 ? i + s.length : i]; },
  codePointAt(i) {
    var s = '' + this, high, low;
    i = whole(i);
    high = s.charCodeAt(i);
    low = s.charCodeAt(i + 1);
    return high !== high ? undefined : high >= 55296 && high < 56320 && low >= 56320 && low < 57344 ? (high - 55232) * 1024 + low - 56320 : high;
  },
  substr(i, count) {
    var s = '' + this, n = s.length;
    i = place(i, 0, n);
    return s.slice(i, Math.max(i, Math.min(n, i + (count === undefined ? n : whole(count)))));
  },
  padStart(n, filler) { return padding(this, n, filler) + this; },
  padEnd(n, filler) { return this + padding(this, n, filler); },
  concat(...parts) { var s = '' + this; for (var part of parts) s += String(part); return s; },
  anchor(name) { return '<a name="' + String(name).replace(/"/g, '&quot;') + '">' + this + '</a>'; },
  link(url) { return '<a href="' + String(url).replace(/"/g, '&quot;') + '">' + this + '</a>'; },
  lastIndexOf(p, i) {
    var s = '' + this, found = -1, next = -1;
    p = String(p);
    i = Math.max(i, 0);
    while ((next = s.indexOf(p, found + 1)) > found && !(next > i)) found = next;
    return found;
  },
  endsWith(p, i) {
    var s = '' + this, n = s.length;
    if (p instanceof RegExp) throw new TypeError('First argument to String.prototype.endsWith must not be a regular expression');
    i = place(i, n, n) - (p = String(p)).length;
    return i >= 0 && s.startsWith(p, i) && s.slice(i, i + p.length) === p;
  },
  repeat(n) {
    var s = '' + this, out = '';
    n = whole(n);
    if (n < 0 || n > 1e308) throw new RangeError('Invalid count value: ' + n);
    for (; n > 0; n = Math.floor(n / 2)) {
      if (n % 2) out += s;
      if (n > 1) s += s;
    }
    return out;
  },
  trimLeft() { return ('' + this).trimStart(); },
  trimRight() { return ('' + this).trimEnd(); },
  toLocaleUpperCase() { return ('' + this).toUpperCase(); },
  toLocaleLowerCase() { return ('' + this).toLowerCase(); },
};
