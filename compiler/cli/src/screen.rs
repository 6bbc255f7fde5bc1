//! Standard output and standard error: language, colour, a broken pipe, and the exit code.

use crate::args::Colour;
use quyche_base::{Diagnostic, Diagnostics, SourceMap};
use quyche_driver::{Lang, render};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// What was asked holds.
    Held,
    /// Findings in rule files, or failed examples.
    Findings,
    /// Bad input or usage.
    BadInput,
    /// A fault of this program.
    Internal,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Held => 0,
            Exit::Findings => 1,
            Exit::BadInput => 2,
            Exit::Internal => 3,
        })
    }
}

/// Where a command prints.
#[derive(Debug)]
pub struct Screen {
    /// The reader's language.
    pub lang: Lang,
    colour: Colour,
}

impl Screen {
    /// For that language and choice of colour.
    pub fn new(lang: Lang, colour: Colour) -> Self {
        Self { lang, colour }
    }

    /// Whether standard output is to be coloured.
    pub fn colours_out(&self) -> bool {
        self.colours(io::stdout().is_terminal())
    }

    fn colours(&self, terminal: bool) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// How many columns the terminal has; `None` on a pipe, where nothing is cut.
    pub fn width(&self) -> Option<usize> {
        if !io::stdout().is_terminal() {
            return None;
        }
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }

    /// Prints to standard output.
    pub fn out(&self, text: &str) {
        print_out(text);
    }

    /// Prints to standard output piece by piece.
    pub fn stream(&self, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut out = BufWriter::new(io::stdout().lock());
        content(&mut out).and_then(|()| out.flush()).ok();
    }

    /// Prints one of two texts.
    pub fn say(&self, vi: &str, en: &str) {
        self.out(self.lang.pick(vi, en));
    }

    /// Draws findings on standard error.
    pub fn findings(&self, diagnostics: &Diagnostics, sources: &SourceMap) {
        let colour = self.colours(io::stderr().is_terminal());
        eprint!("{}", render(diagnostics, sources, self.lang, colour));
    }

    /// Draws findings that no rule file shows, and says that the input is bad.
    pub fn refuse(&self, diagnostics: &Diagnostics) -> Exit {
        self.findings(diagnostics, &SourceMap::default());
        Exit::BadInput
    }

    /// The same for one finding.
    pub fn refuse_one(&self, diagnostic: Diagnostic) -> Exit {
        self.refuse(&Diagnostics(vec![diagnostic]))
    }

    /// Says something beside the result, on standard error.
    pub fn note(&self, vi: &str, en: &str) {
        eprint!("{}", self.lang.pick(vi, en));
    }
}

/// Prints to standard output. A reader who has gone away (`| head`) is no error: the rest is not wanted.
pub fn print_out(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}
