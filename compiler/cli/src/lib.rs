//! The command line: one file per subcommand, and nothing to decide. Each reads its flags, asks the driver, and prints.
//!
//! Exit codes: 0 what was asked holds; 1 findings in rule files, or failed examples; 2 bad input or usage; 3 a fault of
//! this program.

mod args;
mod commands;
mod help;
mod progress;
mod screen;
mod table;
mod tree;

use clap::{CommandFactory, FromArgMatches};
use screen::{Exit, Screen};
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::thread;

/// Room for the recursion that deeply nested rules take; untouched pages cost nothing.
const STACK_BYTES: usize = 256 << 20;

/// Runs a command line; the first argument is the name of the program.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let work = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || guarded(arguments));
    let exit = work.map(thread::JoinHandle::join);
    match exit {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(_)) | Err(_) => Exit::Internal.into(),
    }
}

/// Runs one command line; a panic is told in words and is [`Exit::Internal`].
fn guarded(arguments: Vec<OsString>) -> Exit {
    let lang = help::language(&arguments, |name| std::env::var(name).ok());
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let text = lang.pick(
            "Lỗi nội bộ: chương trình dừng giữa chừng, không phải do dữ liệu của bạn; không có gì được ghi.",
            "Internal error: the program stopped midway, through no fault of your data; nothing was written.",
        );
        eprintln!("{text}\n  quyche {} · {place}", env!("CARGO_PKG_VERSION"));
    }));
    panic::catch_unwind(AssertUnwindSafe(|| run(arguments, lang))).unwrap_or(Exit::Internal)
}

fn run(arguments: Vec<OsString>, lang: quyche_driver::Lang) -> Exit {
    let command = help::in_language(args::Cli::command(), lang);
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| args::Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => {
            let mut screen = Screen::new(lang, cli.color);
            commands::dispatch(cli.command, &mut screen)
        }
        Err(error) => help::refuse(&error, lang),
    }
}
