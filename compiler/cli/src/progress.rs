//! A line on standard error for work that takes longer than a second; never on a pipe.

use quyche_driver::Lang;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How often the line is renewed.
const TICK: Duration = Duration::from_millis(250);

/// Ticks of silence before the first line.
const PATIENCE: u32 = 4;

/// Runs `work`, which counts what is done in the counter it is given, and shows the count of `total` meanwhile.
pub fn watched<T>(total: usize, lang: Lang, work: impl FnOnce(&AtomicUsize) -> T) -> T {
    let done = AtomicUsize::new(0);
    if !io::stderr().is_terminal() {
        return work(&done);
    }
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut ticks = 0;
            while !over.load(Ordering::Relaxed) {
                thread::park_timeout(TICK);
                ticks += 1;
                if ticks >= PATIENCE && !over.load(Ordering::Relaxed) {
                    let count = done.load(Ordering::Relaxed);
                    eprint!("\r{} {count}/{total} ", lang.pick("đang xét", "reviewing"));
                    io::stderr().flush().ok();
                }
            }
            if ticks >= PATIENCE {
                eprint!("\r\u{1b}[K");
            }
        });
        let result = work(&done);
        over.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        result
    })
}
