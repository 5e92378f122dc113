// How dates are read off and written. Runs in the interpreter, not in the page.
const two = (x, n) => String(x).padStart(n || 2, '0');
const names = (text) => text['@@split'](' ');
const days = names('Sun Mon Tue Wed Thu Fri Sat'), months = names('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
const DAY = 864e5;
// Days from 1970-01-01 to a date; months and days beyond their range run over. Years that begin in March end with the leap day.
const daysTo = (y, m, d) => {
  y += Math.floor(m / 12);
  m -= Math.floor(m / 12) * 12;
  if (m < 2) y--;
  var era = Math.floor(y / 400), n = y - era * 400;
  return era * 146097 + n * 365 + Math.floor(n / 4) - Math.floor(n / 100) + Math.floor((153 * ((m + 10) % 12) + 2) / 5) + d - 719469;
};
// Year to milliseconds as one number, NaN where one is none.
const timeOf = (f) => {
  var out = [], i, x;
  for (i = 0; i < 7; i++) {
    x = +f[i];
    if (!(Math.abs(x) < 1e17)) return NaN;
    out.push(Math.trunc(x));
  }
  return daysTo(out[0], out[1], out[2]) * DAY + out[3] * 36e5 + out[4] * 6e4 + out[5] * 1e3 + out[6];
};
// The same of arguments, which have years of two digits.
const given = (f) => {
  var y = Math.trunc(+f[0]), all = [y >= 0 && y < 100 ? 1900 + y : y, 0, 1, 0, 0, 0, 0];
  for (var i = 1; i < 7 && i < f.length; i++) all[i] = f[i];
  return timeOf(all);
};
// Year to milliseconds and the weekday.
const fieldsOf = (time) => {
  var day = Math.floor(time / DAY), rest = time - day * DAY, z = day + 719468, era = Math.floor(z / 146097), n = z - era * 146097;
  var y = Math.floor((n - Math.floor(n / 1460) + Math.floor(n / 36524) - Math.floor(n / 146096)) / 365);
  var k = n - 365 * y - Math.floor(y / 4) + Math.floor(y / 100), m = Math.floor((5 * k + 2) / 153), d = k - Math.floor((153 * m + 2) / 5) + 1;
  m += m < 10 ? 2 : -10;
  day += 4;
  return [y + era * 400 + (m < 2 ? 1 : 0), m, d, Math.floor(rest / 36e5), Math.floor(rest / 6e4) % 60, Math.floor(rest / 1e3) % 60, rest % 1e3, day - Math.floor(day / 7) * 7];
};
// What the zone adds to UTC, in milliseconds.
const ahead = (time) => Date['@@offset'](time) * 6e4;
// Of local time. Where clocks go back, the first of two; where they go forward, as if they had not.
const utcOf = (local) => {
  var before = ahead(local - DAY), guess = local - before, after;
  if (!(local === local) || ahead(guess) === before) return guess;
  after = ahead(local + DAY);
  return ahead(local - after) === after ? local - after : guess;
};
const instant = (...f) => utcOf(given(f));
const clock = (f) => two(f[3]) + ':' + two(f[4]) + ':' + two(f[5]);
const year = (y) => (y < 0 ? '-' + two(-y, 6) : two(y, 4));
const read = (date, utc) => { var t = date.getTime(); return fieldsOf(utc ? t : t + ahead(t)); };
const written = (date, utc, write) => { var f = read(date, utc); return isNaN(f[0]) ? 'Invalid Date' : write(f); };
const date = {
  getYear() { return this.getFullYear() - 1900; },
  toISOString() {
    return written(this, true, (f) => {
      var y = f[0];
      return (y >= 0 && y < 1e4 ? year(y) : (y < 0 ? '-' : '+') + two(Math.abs(y), 6)) + '-' + two(f[1] + 1) + '-' + two(f[2]) + 'T' + clock(f) + '.' + two(f[6], 3) + 'Z';
    });
  },
  toJSON() { return isNaN(this.getTime()) ? null : this.toISOString(); },
  toDateString() { return written(this, false, (f) => days[f[7]] + ' ' + months[f[1]] + ' ' + two(f[2]) + ' ' + year(f[0])); },
  toTimeString() {
    return written(this, false, (f) => {
      var offset = -this.getTimezoneOffset(), minutes = Math.trunc(Math.abs(offset));
      var zone = offset === 60 ? ' (Central European Standard Time)' : offset === 120 ? ' (Central European Summer Time)' : '';
      return clock(f) + ' GMT' + (offset < 0 ? '-' : '+') + two(Math.floor(minutes / 60)) + two(minutes % 60) + zone;
    });
  },
  toString() { return written(this, false, () => this.toDateString() + ' ' + this.toTimeString()); },
  toUTCString() {
    return written(this, true, (f) => days[f[7]] + ', ' + two(f[2]) + ' ' + months[f[1]] + ' ' + year(f[0]) + ' ' + clock(f) + ' GMT');
  },
  toGMTString() { return this.toUTCString(); },
  toLocaleString(...how) { return Intl['@@date'].toLocaleString.apply(this, how); },
  toLocaleDateString(...how) { return Intl['@@date'].toLocaleDateString.apply(this, how); },
  toLocaleTimeString(...how) { return Intl['@@date'].toLocaleTimeString.apply(this, how); },
};
const parts = names('FullYear Month Date Hours Minutes Seconds Milliseconds Day');
for (let utc of ['', 'UTC']) {
  // No `forEach`: what is made here is not there yet.
  for (let i = 0; i < parts.length; i++) {
    let name = parts[i];
    date['get' + utc + name] = function () { return read(this, utc)[i]; };
    date['set' + utc + name] = function (...args) {
      var f = read(this, utc), n = i < 3 ? 3 : 7;
      if (isNaN(f[0])) {
        if (i) return NaN;
        f = [1970, 0, 1, 0, 0, 0, 0];
      }
      if (!args.length) f[0] = NaN;
      for (var j = 0; j < args.length && i + j < n; j++) f[i + j] = +args[j];
      f = timeOf(f);
      return this.setTime(utc ? f : utcOf(f));
    };
  }
}
