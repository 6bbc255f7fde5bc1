//! Tries every prefix and every single deletion of each rule file, each within a second; prints what fails. A share of the
//! work can be asked for: `sweep 7` tries every seventh place.
//!
//! `cargo run --release -p quyche-tests --bin sweep`

use quyche_driver::load_texts;
use quyche_tests::{rule_files, sweep};
use std::fs;
use std::panic;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The longest an answer may take.
const LIMIT: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let stride = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1);
    panic::set_hook(Box::new(|_| {}));
    let (mut tried, mut failed, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for path in rule_files() {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for at in (0..text.len()).step_by(stride) {
            for (index, variant) in sweep::variants(&text, at).into_iter().enumerate() {
                let start = Instant::now();
                let answered = panic::catch_unwind(|| load_texts(&[("a.quyche".to_owned(), variant)])).is_ok();
                let took = start.elapsed();
                tried += 1;
                slowest = slowest.max(took);
                if !answered || took > LIMIT {
                    failed += 1;
                    let kind = if index == 0 { "prefix" } else { "deletion" };
                    println!("{}: {kind} at {at}: answered {answered}, {took:?}", path.display());
                }
            }
        }
    }
    println!("{tried} variants, {failed} failed, slowest {slowest:?}");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
