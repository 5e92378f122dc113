// How dates are read off and written. Runs in the interpreter, not in the page.
const two = (x, n) => String(x).padStart(n || 2, '0');
const names = (text) => text['@@split'](' ');
const days = names('Sun Mon Tue Wed Thu Fri Sat'), months = names('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
const clock = (f) => two(f[3]) + ':' + two(f[4]) + ':' + two(f[5]);
const year = (y) => (y < 0 ? '-' + two(-y, 6) : two(y, 4));
const written = (date, utc, write) => { var f = date[utc ? '@@utcFields' : '@@fields'](); return isNaN(f[0]) ? 'Invalid Date' : write(f); };
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
  let fields = utc ? '@@utcFields' : '@@fields', change = utc ? '@@setUtcFields' : '@@setFields';
  // No `forEach`: what is made here is not there yet.
  for (let i = 0; i < parts.length; i++) {
    let name = parts[i];
    date['get' + utc + name] = function () { return this[fields]()[i]; };
    date['set' + utc + name] = function (...args) {
      var f = this[fields](), n = i < 3 ? 3 : 7;
      if (isNaN(f[0])) {
        if (i) return NaN;
        f = [1970, 0, 1, 0, 0, 0, 0];
      }
      if (!args.length) f[0] = NaN;
      for (var j = 0; j < args.length && i + j < n; j++) f[i + j] = +args[j];
      return this[change](f);
    };
  }
}
