//! Running the command as a process of its own.

use std::path::Path;
use std::process::{Command, Output};

/// What came of a command line.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs `program` with arguments in a folder, without a locale, so that it speaks Vietnamese.
pub fn run(program: &str, folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .output();
    match output {
        Ok(output) => ran(&output),
        Err(error) => Ran {
            code: -1,
            out: String::new(),
            err: error.to_string(),
        },
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
