//! The outline: units, apparatus, repeats, notes.

use quyche_base::Step;
use serde::{Deserialize, Serialize};

/// The version of the format; raised when a reader of the old one would go wrong.
pub const FORMAT: u32 = 1;

/// What a text consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// [`FORMAT`].
    pub format: u32,
    /// How many lines the text has.
    pub lines: u32,
    /// What its head says it is.
    pub about: About,
    /// The units in the order of the text, parents before children.
    pub units: Vec<Unit>,
    /// What is part of the paper and not of the law.
    pub apparatus: Vec<Apparatus>,
    /// Passages that stand twice by a copying accident.
    pub repeats: Vec<Repeat>,
    /// What a reader should look at.
    pub notes: Vec<Note>,
}

/// What a document says it is, on its first lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// `Quyết định`, `Quy định`, `Quy chế`, `Hướng dẫn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its number: `4063/QĐ-UBND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day it was signed, as day, month, year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<(u32, u32, u32)>,
}

/// Lines from `first` to `last`, both counted from 1 and inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "(u32, u32)", from = "(u32, u32)")]
pub struct Range {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

impl From<(u32, u32)> for Range {
    fn from((first, last): (u32, u32)) -> Self {
        Self { first, last }
    }
}

impl From<Range> for (u32, u32) {
    fn from(range: Range) -> Self {
        (range.first, range.last)
    }
}

impl Range {
    /// `48` or `48-50`.
    pub fn words(self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{}-{}", self.first, self.last)
        }
    }
}

/// A unit of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The position of the unit it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// Its level, number and occurrence.
    pub step: Step,
    /// The title on its heading, cut short; only headings have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The lines of its own text, without those of units below it; a footnote's lines are the unit's that carries its mark.
    pub lines: Vec<Range>,
    /// How many words its own text has.
    pub words: u32,
    /// Whether it has only a title, or words that introduce what stands below it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub frame: bool,
    /// SHA-256, first half in hex, of its own text: see `hash`.
    pub hash: String,
}

/// Lines that are no unit of law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apparatus {
    /// What they are.
    pub kind: ApparatusKind,
    /// Where.
    pub lines: Range,
}

/// The kinds of apparatus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApparatusKind {
    /// Letterhead, number, place and day, name of the document.
    Head,
    /// Recipients and signatures.
    Signature,
}

impl ApparatusKind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            ApparatusKind::Head => "đầu văn bản",
            ApparatusKind::Signature => "nơi nhận, chữ ký",
        }
    }
}

/// A passage that follows itself word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The second copy.
    pub lines: Range,
    /// The first.
    pub of: Range,
}

/// Something read with doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The line.
    pub line: u32,
    /// What.
    pub kind: NoteKind,
}

/// What a reader should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A number stands twice under one parent.
    NumberTwice,
    /// A number does not follow the one before it.
    NumberSkipped,
    /// A number without the mark that closes it.
    NumberUnmarked,
    /// A point that begins in the middle of a line.
    PointInLine,
    /// A footnote whose mark stands nowhere before it.
    FootnoteWithoutMark,
    /// A table outside a list of procedures or a form.
    StrayTable,
    /// A line that begins like a unit and was read as the middle of a sentence.
    ReadAsText,
}

impl NoteKind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            NoteKind::NumberTwice => "số đã có dưới cùng đơn vị",
            NoteKind::NumberSkipped => "số không nối tiếp số trước",
            NoteKind::NumberUnmarked => "số thiếu dấu chấm",
            NoteKind::PointInLine => "điểm đứng giữa dòng",
            NoteKind::FootnoteWithoutMark => "chú thích không có dấu dẫn",
            NoteKind::StrayTable => "bảng chưa đọc theo dòng",
            NoteKind::ReadAsText => "giống đầu một đơn vị, đọc là lời văn",
        }
    }
}

impl Outline {
    /// The steps from the largest to the unit at `index`; empty where there is none.
    pub fn path(&self, index: usize) -> Vec<Step> {
        let mut path = Vec::new();
        let mut here = Some(index);
        while let Some(unit) = here.and_then(|here| self.units.get(here)) {
            path.push(unit.step.clone());
            // A parent stands before its child, so the walk ends.
            here = unit.parent.filter(|parent| here.is_some_and(|here| *parent < here));
        }
        path.reverse();
        path
    }
}
