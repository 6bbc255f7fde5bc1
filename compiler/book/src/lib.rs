//! A regulation as a static site: what a reader without this program, and without a network, can open, search and print.
//!
//! One [`Regulation`] is one folder of pages: its articles and procedures a page each, what stands outside them, the readings,
//! the faults of the source, what is covered, the calendar of duties, and everything in one page for the printer. Every unit
//! has an anchor made of its place in the numbering ([`anchors`]), every address in a sentence is a link to it ([`links`]),
//! and the search runs in the reader's browser over an index written as a script, because a page opened from a folder may
//! not fetch a file. Nothing is decided here: words come from `ir::words`, what is said about a unit from `analysis`.
//!
//! The text of the source stands beside the rules only where the reader has it and hands it in; it is never part of a
//! compiled document.

mod anchors;
mod links;
mod search;
mod shell;
mod unit;

mod chapter;
mod lists;
mod print;
mod side_by_side;

use chapter::Chapter;
use quyche_base::Span;
use quyche_eval::agenda::Agenda;
use quyche_eval::result::Options;
use quyche_ir::{Document, UnitId};

/// A regulation to render.
pub struct Regulation<'a> {
    /// The name of its folder in the site.
    pub folder: String,
    /// The rules.
    pub document: &'a Document,
    /// The text of a statement, where the rule files are at hand.
    pub rule_text: &'a dyn Fn(Span) -> Option<String>,
    /// The text of a unit in the source, where the reader has it: its own words, without those of units below.
    pub source_text: &'a dyn Fn(UnitId) -> Option<String>,
    /// The calendar and the readings with which examples are run.
    pub options: &'a Options,
    /// What falls due between two days, where the reader asked for them.
    pub agenda: Option<Agenda>,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where, from the site's folder, with `/`.
    pub path: String,
    /// What.
    pub text: String,
}

/// The whole site, in the order of the regulations.
pub fn book(regulations: &[Regulation<'_>]) -> Vec<File> {
    let mut files = vec![
        File {
            path: "trang.css".to_owned(),
            text: include_str!("../assets/trang.css").to_owned(),
        },
        File {
            path: "tim.js".to_owned(),
            text: include_str!("../assets/tim.js").to_owned(),
        },
    ];
    let mut found = Vec::new();
    let mut chapters = Vec::new();
    for regulation in regulations {
        let chapter = Chapter::new(regulation);
        files.extend(chapter.files());
        found.extend(search::entries(&chapter));
        chapters.push(chapter);
    }
    files.push(File {
        path: "muc-luc-tim.js".to_owned(),
        text: search::script(&found),
    });
    files.push(File {
        path: "index.html".to_owned(),
        text: lists::shelf(&chapters),
    });
    files
}
