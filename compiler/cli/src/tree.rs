//! The tree of reasons, drawn: what is asked, what was found, at which address, with which outcome.

use crate::screen::Screen;
use quyche_eval::result::{Assessment, Reason};
use quyche_ir::facts::Case;
use quyche_ir::model::Entry;
use quyche_ir::outcome::Class;
use quyche_ir::{Document, UnitId, words};
use std::fmt::Write;

/// The tree of one person, with what is missing and who settles it below.
pub fn drawn(document: &Document, entry: &Entry, person: &Case, assessment: &Assessment, screen: &Screen) -> String {
    let label = entry.label.clone().unwrap_or_else(|| entry.name.replace('_', " "));
    let class = assessment.outcome.class();
    let verdict = painted(class.words(), class, screen);
    let mut out = format!("{label} · {} · {verdict}\n\n", person.key);
    if let Some(reason) = &assessment.reason {
        let mut tree = Tree {
            document,
            screen,
            out: &mut out,
        };
        tree.node(reason, None, "", "");
    }
    if !assessment.open.is_empty() {
        out.push_str(screen.lang.pick("\nCòn chờ:\n", "\nStill open:\n"));
        for leaf in &assessment.open {
            let settled = words::settled_by(document, &leaf.cause);
            let by = if settled.is_empty() {
                String::new()
            } else {
                format!("; {settled}")
            };
            let cause = words::cause(document, &leaf.cause);
            let line = format!("  {}: {cause}{by}\n", document.address(leaf.unit));
            out.push_str(&line);
        }
    }
    if !assessment.doubts.is_empty() {
        out.push_str(screen.lang.pick(
            "\nDựa trên chỗ văn bản còn nghi vấn:\n",
            "\nRests on doubts of the text:\n",
        ));
    }
    for doubt in &assessment.doubts {
        out.push_str(&format!("  {}\n", words::doubt(document, *doubt)));
    }
    if !assessment.readings.is_empty() {
        out.push_str(screen.lang.pick("\nTheo cách hiểu:\n", "\nRead as:\n"));
    }
    for (id, answer) in &assessment.readings {
        let Some(reading) = document.readings.get(id.index()) else {
            continue;
        };
        let chosen = reading.answers.get(*answer as usize).map(|answer| answer.words());
        out.push_str(&format!("  {} {}\n", reading.question, chosen.unwrap_or_default()));
    }
    out
}

struct Tree<'a> {
    document: &'a Document,
    screen: &'a Screen,
    out: &'a mut String,
}

impl Tree<'_> {
    /// One node and what it rests on. The address is said where it changes.
    fn node(&mut self, reason: &Reason, above: Option<UnitId>, first: &str, rest: &str) {
        let address = match reason.unit {
            Some(unit) if reason.unit != above && !reason.asked.starts_with(self.document.address(unit)) => {
                format!(" ({})", self.document.address(unit))
            }
            Some(_) | None => String::new(),
        };
        let found = if reason.found.is_empty() {
            String::new()
        } else {
            format!(": {}", reason.found)
        };
        let verdict = painted(reason.verdict(), reason.outcome.class(), self.screen);
        // Writing to a string cannot fail.
        writeln!(self.out, "{first}[{verdict}] {}{found}{address}", reason.asked).ok();
        let many = reason.children.len();
        for (index, child) in reason.children.iter().enumerate() {
            let (branch, below) = if index + 1 == many {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            let unit = reason.unit.or(above);
            self.node(child, unit, &format!("{rest}{branch}"), &format!("{rest}{below}"));
        }
    }
}

/// The words of a class, coloured on a terminal.
fn painted(words: &str, class: Class, screen: &Screen) -> String {
    if !screen.colours_out() {
        return words.to_owned();
    }
    let colour = match class {
        Class::Met => 32,
        Class::NotMet => 31,
        Class::Exempt | Class::NotApplicable => 36,
        Class::Open => 33,
    };
    format!("\u{1b}[{colour}m{words}\u{1b}[0m")
}
