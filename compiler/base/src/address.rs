//! How the law is numbered. An [`Address`] is what an author writes (`điểm a khoản 4 Điều 4`), smallest step first; a
//! unit's own place in the tree is a path of [`Step`]s, largest first.

use crate::{Name, Span};
use serde::{Deserialize, Serialize};

/// A level of the law's numbering, largest first; the order is the nesting order where no heading says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// `Kèm theo.`: the rules a decision issues; opens a number space of its own. Its number is empty.
    Attached,
    /// `Phụ lục`.
    Annex,
    /// `Phần`.
    Part,
    /// `Chương`.
    Chapter,
    /// `Mục` above articles.
    Section,
    /// `Điều`.
    Article,
    /// `Thủ tục`.
    Procedure,
    /// `Mục` inside a procedure: `Mục 1.3.` lies under `Mục 1.` where that is open.
    ProcedureSection,
    /// `Bước`.
    Stage,
    /// `khoản`: `1.` `1-` `2.1.` (the latter under `2.` where that is open).
    Clause,
    /// `điểm`: `a)` `a.`
    Point,
    /// `gạch`: the n-th `-` of its parent, from 1.
    Dash,
    /// `cộng`: the n-th `+` of its parent, from 1.
    Plus,
    /// `sao`: the n-th `*` of its parent, from 1.
    Star,
    /// `Đoạn 2.`: an unnumbered paragraph, counted from 1.
    Paragraph,
}

impl Level {
    /// The word as it stands inside a Vietnamese sentence: `điểm`, `khoản`, `Điều`, `Thủ tục` …
    pub fn word(self) -> &'static str {
        match self {
            Level::Attached => "Kèm theo",
            Level::Annex => "Phụ lục",
            Level::Part => "Phần",
            Level::Chapter => "Chương",
            Level::Section => "Mục",
            Level::Article => "Điều",
            Level::Procedure => "Thủ tục",
            Level::ProcedureSection => "mục",
            Level::Stage => "Bước",
            Level::Clause => "khoản",
            Level::Point => "điểm",
            Level::Dash => "gạch",
            Level::Plus => "cộng",
            Level::Star => "sao",
            Level::Paragraph => "đoạn",
        }
    }
}

/// One step of a unit's path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The level.
    pub level: Level,
    /// The number as the source writes it, without the closing mark: `4`, `1.3`, `IV`, `đ`; empty for [`Level::Attached`].
    pub number: String,
    /// 1, or n where the source repeats a number under one parent and the author wrote `(lần n)`.
    pub occurrence: u32,
}

impl Step {
    /// The first unit with this level and number.
    pub fn new(level: Level, number: impl Into<String>) -> Self {
        Self {
            level,
            number: number.into(),
            occurrence: 1,
        }
    }

    /// As it stands in a sentence: `điểm a`, `Điều 4`, `mục 1.3 (lần 2)`.
    pub fn words(&self) -> String {
        let mut out = self.level.word().to_owned();
        if !self.number.is_empty() {
            out.push(' ');
            out.push_str(&self.number);
        }
        if self.occurrence > 1 {
            out.push_str(&format!(" (lần {})", self.occurrence));
        }
        out
    }
}

/// One part of a written address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// A level and a number: `khoản 4`. `Mục` is read as [`Level::Section`] and may resolve to either kind of section.
    Step(Step),
    /// `Điều này`, `khoản này`: the unit of that level that holds the place where the address stands.
    This(Level),
    /// `nđ_115`: an outside document declared with `dẫn chiếu`; always the last part.
    External(Name),
}

/// An address as written, smallest part first. Equality ignores where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Address {
    /// The parts in the order written; never empty.
    pub parts: Vec<Anchor>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Eq for Address {}

impl Address {
    /// The address as an author would write it.
    pub fn words(&self) -> String {
        let words: Vec<String> = self
            .parts
            .iter()
            .map(|part| match part {
                Anchor::Step(step) => step.words(),
                Anchor::This(level) => format!("{} này", level.word()),
                Anchor::External(name) => name.shown.clone(),
            })
            .collect();
        words.join(" ")
    }
}
