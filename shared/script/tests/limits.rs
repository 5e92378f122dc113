//! What the limits are for: whatever a script does, it ends within 50 milliseconds of the processor's time and 32 megabytes, with
//! an error that has a name. The time is only held where the code is optimised.

#![allow(clippy::unwrap_used, clippy::panic)]

use cpu_time::ThreadTime;
use oc_script::native::Native;
use oc_script::{ErrorKind, Program, Runtime, Scope, ScriptError};
use peak_alloc::PeakAlloc;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const TIME: Duration = Duration::from_millis(50);
const BYTES: usize = 32 << 20;

/// How it ended, the processor's time and the bytes it held at most.
fn measured(code: &str) -> (Result<(), ScriptError>, Duration, usize) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let start = ThreadTime::now();
    let rt = Runtime::new(Box::new(Native::default()));
    let result = Program::parse(code).and_then(|program| {
        rt.run(&program, &Scope::new())?;
        rt.run_jobs_or_fail()
    });
    drop(rt);
    (result, start.elapsed(), MEMORY.peak_usage().saturating_sub(before))
}

/// Scripts and how each may end; nothing means that it may also come to its end.
const CASES: [(&str, &[ErrorKind]); 54] = [
    ("while (true) {}", STOPPED),
    ("for (;;) ;", STOPPED),
    ("while (true) try { throw 1 } catch (e) {}", STOPPED),
    ("'a'.repeat(1e9)", STOPPED),
    ("var s = 'x'; while (true) s += s", STOPPED),
    ("var s = 'x'; while (true) s = s + 'y'", STOPPED),
    ("var s = ['x']; while (true) s = [s.join('') + s.join('')]", STOPPED),
    ("var s = 'ab'; while (true) s = `${s}${s}`", STOPPED),
    ("var o = {}; for (var i = 0; ; i++) o['k' + i] = {}", STOPPED),
    ("for (var i = 0, o = {}; ; i++) o = { o }", STOPPED),
    ("var a = []; for (;;) a.push({})", STOPPED),
    ("var a = []; for (;;) a.push([])", STOPPED),
    ("var a = []; for (;;) a.unshift(1)", STOPPED),
    ("var a = []; for (;;) a.push(() => a)", STOPPED),
    ("var a = [1]; for (;;) a = [...a, ...a]", STOPPED),
    ("var a = [1]; for (;;) a = a.concat(a)", STOPPED),
    ("var m = new Map(); for (var i = 0; ; i++) m.set(i, [i])", STOPPED),
    ("var m = new Set(); for (var i = 0; ; i++) m.add('k' + i)", STOPPED),
    ("var a = []; a[4e9] = 1; a.length = 4294967295", STOPPED),
    ("var a = []; a[1e5] = 1; for (var i = 1; i < 1e5; i++) { var b = []; b[1e5 - 1] = a; a = b }", STOPPED),
    ("new Array(1e9)", STOPPED),
    ("Array.from({ length: 1e12 })", STOPPED),
    ("Array(1e6).fill('x'.repeat(1e4)).join()", STOPPED),
    ("'x'.repeat(1e6).split('').map(x => x + x + x)", STOPPED),
    ("'x'.repeat(1e6).replace(/x/g, 'yyyyyyyyyyyyyyyyyyyyyyyy')", STOPPED),
    ("'x'.repeat(1e5).split('').map(x => 'x'.repeat(1e5).split(''))", STOPPED),
    ("JSON.parse('[' + '{},'.repeat(1e6) + '1]')", STOPPED),
    ("JSON.parse('[' + '[],'.repeat(1e5) + '1]')", FREE),
    ("for (;;) JSON.parse('{\"a\":[1,2,3,{\"b\":\"c\"}]}')", STOPPED),
    ("JSON.parse('['.repeat(1e5))", STOPPED),
    ("var a = [1]; for (;;) a.push(JSON.stringify(a))", STOPPED),
    ("Array.from({ length: 5e4 }, (x, i) => i).sort(() => Math.random() - 0.5)", FREE),
    ("Array.from({ length: 5e4 }, (x, i) => i).sort(() => { while (true) ; })", STOPPED),
    ("[3, 2, 1].sort((a, b) => { throw new Error('no') })", &[ErrorKind::Thrown]),
    ("var a = [3, 2, 1]; a.sort((x, y) => { for (;;) a.push(1) })", STOPPED),
    ("var o = { get a() { return this.a } }; o.a", STOPPED),
    ("var o = { get a() { return o.b }, get b() { return o.a } }; o.a", STOPPED),
    ("var o = { toString() { return '' + this } }; '' + o", STOPPED),
    ("var o = { valueOf() { return +this } }; o * 2", STOPPED),
    ("var o = { get a() { for (;;) ; } }; JSON.stringify(o)", STOPPED),
    ("function f() { f() } f()", STOPPED),
    ("function f() { return [1].map(f) } f()", STOPPED),
    ("function f(a) { return f([...a, 1]) } f([])", STOPPED),
    ("var a = []; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a)", STOPPED),
    ("var f = () => 1; for (;;) f = f.bind(null)", STOPPED),
    ("/^(a+)+$/.test('a'.repeat(30) + 'b')", FREE),
    ("/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60))", FREE),
    ("'x'.repeat(5000).match(/(x*)*y/)", FREE),
    ("for (;;) new RegExp('(a|b)*'.repeat(100))", STOPPED),
    ("constructor.constructor('return process')()", REFUSED),
    ("(() => 1).constructor('return 1')()", REFUSED),
    ("thereIsNoSuchThing.at.all()", REFUSED),
    ("({}).a.b", REFUSED),
    ("var o = {}; o.__proto__.polluted = 1; Object.prototype.polluted === 1 || thereIsNoSuchThing()", FREE),
];
const STOPPED: &[ErrorKind] = &[ErrorKind::Fuel, ErrorKind::Memory, ErrorKind::Depth];
const REFUSED: &[ErrorKind] = &[ErrorKind::Type, ErrorKind::Reference, ErrorKind::Syntax];
const FREE: &[ErrorKind] = &[];

#[test]
fn whatever_a_script_does_it_ends_in_time_and_in_little_memory() {
    let mut wrong = Vec::new();
    for (code, ends) in CASES {
        // The machine may be busy with something else: the best run counts, of three or, where that is too slow, of ten.
        let mut runs: Vec<_> = (0..3).map(|_| measured(code)).collect();
        while runs.len() < 10 && runs.iter().all(|run| run.1 > TIME) && !cfg!(debug_assertions) {
            runs.push(measured(code));
        }
        let time = runs.iter().map(|run| run.1).min().unwrap_or_default();
        let bytes = runs.iter().map(|run| run.2).min().unwrap_or_default();
        if std::env::var("OC_SHOW").is_ok() {
            println!(
                "{time:>12?} {:>6} kB  {:?}  {code}",
                bytes / 1024,
                runs[0].0.as_ref().err().map(|error| error.kind)
            );
        }
        for (result, ..) in &runs {
            match result {
                Err(error) if ends.is_empty() || ends.contains(&error.kind) => assert!(!error.message.is_empty()),
                Ok(()) if ends.is_empty() => {}
                other => wrong.push(format!("{other:?}: {code}")),
            }
        }
        if bytes > BYTES {
            wrong.push(format!("{bytes} bytes: {code}"));
        }
        if time > TIME && !cfg!(debug_assertions) {
            wrong.push(format!("{time:?}: {code}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
