const daysIn = (year, month) => (isNaN(year) || isNaN(month) ? NaN : new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month + 1, 0)).getUTCDate());
const century = (n) => +n + (+n > 68 ? 1900 : 2000);
// For each token: what matches loosely, what matches strictly.
const shapes = {
  YYYY: [/\d{1,4}/, /\d{4}/], YY: [/\d\d?/, /\d\d/], Y: [/[+-]?\d+/], MM: [/\d\d?/, /\d\d/], M: [/\d\d?/, /[1-9]\d?/], DD: [/\d\d?/, /\d\d/], D: [/\d\d?/, /[1-9]\d?/], DDD: [/\d{1,3}/], DDDD: [/\d{3}/],
  HH: [/\d\d?/, /\d\d/], H: [/\d\d?/, /[1-9]\d|\d/], hh: [/\d\d?/, /\d\d/], h: [/\d\d?/, /[1-9]\d?/], kk: [/\d\d?/], k: [/\d\d?/], mm: [/\d\d?/, /\d\d/], m: [/\d\d?/, /[1-9]\d|\d/], ss: [/\d\d?/, /\d\d/], s: [/\d\d?/, /[1-9]\d|\d/],
  a: [/[ap]\.?m?\.?/i], A: [/[ap]\.?m?\.?/i], X: [/[+-]?\d+(\.\d{1,3})?/], x: [/[+-]?\d+/], Z: [/Z|[+-]\d\d:?\d\d/i], ZZ: [/Z|[+-]\d\d:?\d\d/i], Q: [/\d/], d: [/\d/], E: [/\d/], e: [/\d/],
  MMM: null, MMMM: null, ddd: null, dddd: null, dd: null, Do: [/\d\d?\S{0,2}/],
};
const escaped = (t) => t.replace(/[-/\\^$*+?.()|[\]{}]/g, '\\$&');
const naming = (l, token) => (token === 'MMMM' || token === 'MMM' ? [l.months, l.monthsShort] : [l.weekdays, l.weekdaysShort, l.weekdaysMin]);
const shape = (token, l, strict) => {
  if (shapes[token] === null) {
    var all = (strict ? [naming(l, token)[{ MMMM: 0, MMM: 1, dddd: 0, ddd: 1, dd: 2 }[token]]] : naming(l, token)).flat();
    return new RegExp(all.concat(all.map((x) => x.replace('.', ''))).sort((a, b) => b.length - a.length).map(escaped).join('|'), 'i');
  }
  if (shapes[token]) return shapes[token][strict ? 1 : 0] || shapes[token][0];
  if (/^S+$/.test(token)) return strict ? new RegExp('\\d{' + token.length + '}') : /\d+/;
  return new RegExp(escaped(token.replace(/^\\/, '').replace(/^\[|\]$/g, '')));
};
const indexIn = (groups, word) => {
  word = word.toLowerCase().replace('.', '');
  for (var group of groups) { var i = group.findIndex((x) => x.toLowerCase().replace('.', '') === word); if (i >= 0) return i; }
  return -1;
};
const read = (input, format, name, strict, utc) => {
  var l = locales[name], a = [], flags = { empty: true, left: 0, unused: 0, bad: false, afternoon: null, big: false, stamp: null, offset: null }, rest = input, used = 0;
  var known = (longer(format, l).match(tokens) || []);
  for (var token of known) {
    var found = rest.match(shape(token, l, strict)), piece = found && found[0];
    if (piece) {
      var at = rest.indexOf(piece);
      if (strict && at > 0) flags.skipped = true;
      rest = rest.slice(at + piece.length);
      used += piece.length;
    }
    var is = shapes[token] !== undefined || /^S+$/.test(token);
    if (!is) { if (strict && !piece) flags.unused++; continue; }
    if (!piece) { flags.unused++; continue; }
    flags.empty = false;
    if (token === 'YYYY') a[0] = piece.length === 2 ? century(piece) : +piece;
    else if (token === 'YY') a[0] = century(piece);
    else if (token === 'Y') a[0] = +piece;
    else if (token === 'Q') a[1] = (+piece - 1) * 3;
    else if (token === 'MM' || token === 'M') a[1] = +piece - 1;
    else if (token === 'MMM' || token === 'MMMM') { a[1] = indexIn(naming(l, token), piece); if (a[1] < 0) flags.bad = true; }
    else if (token === 'D' || token === 'DD') a[2] = +piece;
    else if (token === 'Do') a[2] = parseInt(piece, 10);
    else if (token === 'DDD' || token === 'DDDD') flags.dayOfYear = +piece;
    else if (token[0] === 'H' || token[0] === 'h') { a[3] = +piece; if (token[0] === 'h') flags.big = a[3] > 12; }
    else if (token[0] === 'k') a[3] = +piece === 24 ? 0 : +piece;
    else if (token === 'a' || token === 'A') flags.afternoon = piece[0].toLowerCase() === 'p';
    else if (token[0] === 'm') a[4] = +piece;
    else if (token[0] === 's') a[5] = +piece;
    else if (token[0] === 'S') a[6] = Math.trunc(+('0.' + piece) * 1000);
    else if (token === 'X') flags.stamp = +piece * 1000;
    else if (token === 'x') flags.stamp = +piece;
    else if (token[0] === 'Z') { var z = piece.match(/([+-])(\d\d):?(\d\d)/); flags.offset = z ? (z[1] + 1) * (+z[2] * 60 + +z[3]) : 0; }
    else if (/^d/.test(token) && token.length > 1) { flags.weekday = indexIn(naming(l, token), piece); if (flags.weekday < 0) flags.bad = true; }
  }
  flags.left = input.length - used;
  if (flags.stamp !== null) return { date: new Date(flags.stamp), valid: !isNaN(flags.stamp) };
  if (flags.afternoon !== null && a[3] !== undefined) { if (flags.afternoon && a[3] < 12) a[3] += 12; else if (!flags.afternoon && a[3] === 12) a[3] = 0; }
  var out = build(a, utc, flags);
  out.valid = out.valid && !flags.empty && !flags.bad && !(strict && (flags.left || flags.unused || flags.big));
  return out;
};
// A date of fields that may be missing: today's for those before the first given, the smallest for those after.
const build = (a, utc, flags) => {
  a = a.slice();
  var now = new Date(), today = utc ? [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()] : [now.getFullYear(), now.getMonth(), now.getDate()], i = 0;
  if (flags && flags.dayOfYear !== undefined) { var d = new Date(Date.UTC(a[0] === undefined ? today[0] : a[0], 0, flags.dayOfYear)); a[0] = d.getUTCFullYear(); a[1] = d.getUTCMonth(); a[2] = d.getUTCDate(); }
  for (; i < 3 && a[i] == null; i++) a[i] = today[i];
  for (; i < 7; i++) if (a[i] == null) a[i] = i === 2 ? 1 : 0;
  var midnight = a[3] === 24 && a[4] === 0 && a[5] === 0 && a[6] === 0;
  var valid = !a.slice(0, 7).some(isNaN) && a[1] >= 0 && a[1] <= 11 && a[2] >= 1 && a[2] <= daysIn(a[0], a[1]) && a[3] >= 0 && (a[3] < 24 || midnight) && a[4] >= 0 && a[4] < 60 && a[5] >= 0 && a[5] < 60 && a[6] >= 0 && a[6] < 1000;
  var date, fixed = flags && flags.offset !== null && flags.offset !== undefined;
  if (utc || fixed) { date = new Date(Date.UTC(...a)); if (a[0] >= 0 && a[0] < 100) date.setUTCFullYear(a[0]); } else { date = new Date(...a); if (a[0] >= 0 && a[0] < 100) date.setFullYear(a[0]); }
  if (fixed) date = new Date(date.getTime() - flags.offset * 60000);
  if (valid && flags && flags.weekday >= 0 && !fixed && (utc ? date.getUTCDay() : date.getDay()) !== flags.weekday) valid = false;
  return { date, valid };
};
const iso = /^\s*((?:[+-]\d{6}|\d{4})-(?:\d\d-\d\d|\d\d)|\d{8}|\d{6}|\d{4})(?:(T| )(\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?)([+-]\d\d(?::?\d\d)?|\s*Z)?)?$/;
const readText = (input, name, utc) => {
  var m = iso.exec(input);
  if (m) {
    var day = m[1].includes('-') ? (m[1].length > 8 ? 'YYYY-MM-DD' : 'YYYY-MM') : { 8: 'YYYYMMDD', 6: 'YYYYMM', 4: 'YYYY' }[m[1].length];
    var time = m[3] ? m[2].replace('T', '[T]') + (m[3].includes(':') ? ['HH', 'HH:mm', 'HH:mm:ss'][m[3].split(':').length - 1] : ['', 'HH', 'HHmm', 'HHmmss'][Math.min(3, m[3].split(/[.,]/)[0].length / 2)]) + (/[.,]/.test(m[3]) ? (m[3].includes('.') ? '.' : ',') + 'SSSS' : '') : '';
    if (!day.includes('-') && day.length > 4) { input = input.replace(m[1], m[1].replace(/^(\d{4})(\d\d)(\d\d)?$/, (x, y, mo, d) => y + '-' + mo + (d ? '-' + d : ''))); day = day.length > 6 ? 'YYYY-MM-DD' : 'YYYY-MM'; }
    if (m[3] && !m[3].includes(':') && m[3].length > 2) { input = input.replace(m[2] + m[3], m[2] + m[3].replace(/^(\d\d)(\d\d)(\d\d)?/, (x, h, mi, s) => h + ':' + mi + (s ? ':' + s : ''))); time = time.replace('HHmmss', 'HH:mm:ss').replace('HHmm', 'HH:mm'); }
    return read(input, day + time + (m[4] ? 'Z' : ''), name, false, utc);
  }
  var date = new Date(input);
  return { date, valid: !isNaN(date) };
};
