//! Compares `when` with trying every day of fifteen years, for 10,000 random people or as many as are asked for; prints the
//! figures and each disagreement, and fails where there is one.
//!
//! `cargo run --release -p quyche-tests --bin when-check [PEOPLE]`

use quyche_tests::by_days::compare;
use std::process::ExitCode;
use std::time::Instant;

/// How many people, where nothing else is asked for.
const PEOPLE: u64 = 10_000;

fn main() -> ExitCode {
    let people = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(PEOPLE);
    let start = Instant::now();
    let found = match compare(0..people) {
        Ok(found) => found,
        Err(error) => {
            eprintln!("{error:?}");
            return ExitCode::FAILURE;
        }
    };
    for fault in &found.faults {
        println!("{fault}");
    }
    println!(
        "{} people, {} questions about them, {:?}",
        found.people,
        found.questions,
        start.elapsed()
    );
    println!(
        "holds at some day for {}, later than the first for {}, fails again for {}",
        found.hold, found.wait, found.fail_again
    );
    let mean = found.time / u32::try_from(found.questions.max(1)).unwrap_or(u32::MAX);
    println!(
        "by days {} looks, by when {} (at most {} a question); when took {mean:?} a question, {:?} at most",
        found.days, found.looks, found.most_looks, found.slowest
    );
    println!("{} disagreements", found.faults.len());
    if found.faults.is_empty() && found.people == people {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
