//! The plain text of a Vietnamese legal document as an outline: which units it has, on which lines, with a hash of what each
//! says. No sentence of the text is kept, so an outline may stand beside rules whose source may not be copied.
//!
//! The way down, each step in a module of its own:
//! 1. [`lines`]: lines with folded white space and without emphasis marks; whether the text is wrapped at a width.
//! 2. [`repeats`]: a stretch that follows itself word for word is a copying accident; its second half is set aside.
//! 3. [`marks`]: what a line opens (`Điều 4.`, `1-`, `2.1.`, `đ)`, `- +`, `Bước 2:`, a footnote) and what is left of it.
//! 4. [`paragraphs`]: lines joined where a wrapped line, or a heading over several lines, goes on.
//! 5. [`build`]: paragraphs to units, by the nesting rules of the rule language, so that an address here is one there.
//!
//! Invariant: every line that is not blank belongs to exactly one unit, piece of apparatus (letterhead, recipients,
//! signature) or repeat. What was read with doubt is told in [`Outline::notes`]; nothing is dropped.

mod about;
mod address;
mod build;
pub mod errors;
mod finish;
mod forms;
mod hash;
mod json;
mod lines;
mod marks;
mod model;
mod nesting;
mod paragraphs;
mod repeats;
mod scaffold;
mod sections;
mod table;
mod titles;
mod tree;

pub use hash::masked;
pub use json::{ReadError, read, write};
pub use model::{About, Apparatus, ApparatusKind, FORMAT, Note, NoteKind, Outline, Range, Repeat, Unit};
pub use scaffold::{NOT_ENCODED, scaffold};
pub use table::{sums, table};

use quyche_base::Diagnostic;

/// The addresses of an outline's units in words, in their order.
pub fn addresses(outline: &Outline) -> Vec<String> {
    address::addresses(outline)
}

/// The outline of a text; the error says that the text has another shape than this crate reads.
pub fn outline(text: &str) -> Result<Outline, Diagnostic> {
    read_text(text).map(|reading| reading.outline)
}

/// An outline with what each unit says, for as long as the text is at hand. It is never written.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The outline.
    pub outline: Outline,
    /// The own text of each unit, in their order: its mark left out, its lines joined, its footnotes last.
    pub texts: Vec<String>,
}

impl Reading {
    /// What sets the title of a procedure apart from those that begin like it: the stretches of it that most of them do not
    /// have. Empty for a unit that is no procedure, and for one without siblings.
    pub fn own_names(&self, unit: usize) -> Vec<String> {
        let is_procedure = |at: usize| {
            let found = self.outline.units.get(at);
            found.is_some_and(|unit| unit.step.level == quyche_base::Level::Procedure)
        };
        let procedures: Vec<usize> = (0..self.outline.units.len()).filter(|at| is_procedure(*at)).collect();
        let titles: Vec<String> = procedures
            .iter()
            .filter_map(|at| self.texts.get(*at))
            .cloned()
            .collect();
        let own = procedures.iter().position(|at| *at == unit);
        let names = hash::own_names(&titles);
        let own = own.and_then(|own| names.get(own)?.as_ref());
        own.map(hash::OwnName::stretches).unwrap_or_default()
    }
}

/// The outline of a text and the own text of each unit.
pub fn read_text(text: &str) -> Result<Reading, Diagnostic> {
    let lines = lines::lines(text);
    let repeats = repeats::repeats(&lines);
    let paragraphs = paragraphs::paragraphs(&lines, &repeats);
    build::build(&lines, repeats, &paragraphs)
}
