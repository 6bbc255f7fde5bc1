//! The units while they grow: what is open, what a new unit's step is, and which unit a paragraph belongs to.

use crate::lines::ends_sentence;
use crate::marks::superscript;
use crate::model::{About, Note, NoteKind};
use crate::nesting::{Open, extends, is_item, item_rank, rank};
use crate::paragraphs::Paragraph;
use crate::sections;
use crate::titles;
use quyche_base::{Level, Step};

/// How many syllables the name of a stage may have.
const LONGEST_NAME: usize = 32;

/// A unit while the tree grows.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) parent: Option<usize>,
    pub(crate) step: Step,
    /// What stands on the line of its mark.
    pub(crate) head: String,
    /// Its own text, without its mark.
    pub(crate) text: String,
    /// The text of its footnotes.
    pub(crate) notes: String,
    /// Its own lines.
    pub(crate) lines: Vec<(u32, u32)>,
    /// Whether it has more than a title.
    pub(crate) has_body: bool,
}

/// The units read so far.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// What the head says.
    pub(crate) about: About,
    /// In the order of the text.
    pub(crate) units: Vec<Draft>,
    /// The open ones, outermost first.
    pub(crate) open: Vec<Open>,
    /// What was read with doubt.
    pub(crate) notes: Vec<Note>,
    /// The unit that took the last paragraph.
    pub(crate) last: Option<usize>,
}

impl Tree {
    /// Whether a unit of this level is open.
    pub(crate) fn is_open(&self, level: Level) -> bool {
        self.open.iter().any(|open| open.level == level)
    }

    /// The open section of the procedure, outermost.
    pub(crate) fn section(&self) -> Option<(usize, &str)> {
        let open = self.open.iter().find(|open| open.level == Level::ProcedureSection)?;
        self.units
            .get(open.unit)
            .map(|unit| (open.unit, unit.step.number.as_str()))
    }

    /// Whether the procedure's next section has this number.
    pub(crate) fn awaits(&self, number: &str) -> bool {
        self.section()
            .and_then(|(_, section)| titles::next_number(section))
            .as_deref()
            == Some(number)
    }

    /// Whether a number below a stage is the procedure's next section: it follows the last one, and is named like one or
    /// breaks off the stage's clauses.
    pub(crate) fn leaves_stage(&self, number: &str, text: &str) -> bool {
        if number.contains('.') {
            return self.section().is_some_and(|(_, section)| extends(number, section));
        }
        let clause = self.open.iter().rfind(|open| open.level == Level::Clause);
        let clause = clause
            .and_then(|open| self.units.get(open.unit))
            .map(|unit| unit.step.number.as_str());
        let breaks_off = clause.is_some_and(|clause| titles::next_number(clause).as_deref() != Some(number));
        self.awaits(number) && (sections::is_section(text) || breaks_off)
    }

    /// Opens a unit with a number of its own.
    pub(crate) fn numbered(&mut self, level: Level, number: &str, one: &Paragraph) {
        let own = rank(level);
        while let Some(top) = self.open.last() {
            let holds = top.rank < own
                || (top.level == level
                    && self
                        .units
                        .get(top.unit)
                        .is_some_and(|unit| extends(number, &unit.step.number)));
            if holds {
                break;
            }
            self.open.pop();
        }
        let parent = self.open.last().map(|open| open.unit);
        let step = self.counted(parent, level, number, one);
        let unit = self.add(parent, step);
        self.opened(Open { unit, level, rank: own }, one);
    }

    /// Opens an item of a list.
    pub(crate) fn item(&mut self, level: Level, number: &str, one: &Paragraph) {
        let introduces = self
            .open
            .last()
            .and_then(|open| self.units.get(open.unit))
            .is_some_and(|unit| unit.text.ends_with(':'));
        let own = item_rank(&self.open, level, introduces);
        while self.open.last().is_some_and(|top| top.rank >= own) {
            self.open.pop();
        }
        let parent = self.open.last().map(|open| open.unit);
        let step = self.counted(parent, level, number, one);
        let unit = self.add(parent, step);
        self.opened(Open { unit, level, rank: own }, one);
    }

    /// The line of the mark itself.
    fn opened(&mut self, open: Open, one: &Paragraph) {
        self.open.push(open);
        self.say(open.unit, one);
        if let Some(draft) = self.units.get_mut(open.unit) {
            draft.has_body = has_body(open.level, &one.text);
            draft.head.clone_from(&one.text);
        }
    }

    /// The step of a new unit: items are counted, a number that stands there already is its second occurrence.
    fn counted(&mut self, parent: Option<usize>, level: Level, number: &str, one: &Paragraph) -> Step {
        let siblings: Vec<&Step> = self
            .units
            .iter()
            .filter(|unit| unit.parent == parent && unit.step.level == level)
            .map(|unit| &unit.step)
            .collect();
        if matches!(level, Level::Dash | Level::Plus | Level::Star) {
            return Step::new(level, (siblings.len() + 1).to_string());
        }
        let same = siblings.iter().filter(|step| step.number == number).count();
        let step = Step {
            level,
            number: number.to_owned(),
            occurrence: u32::try_from(same + 1).unwrap_or(u32::MAX),
        };
        let before = siblings.last().map(|step| step.number.clone());
        if same > 0 {
            self.note(one, NoteKind::NumberTwice);
        } else if !titles::follows(level, before.as_deref().or(self.before(level)), number) {
            self.note(one, NoteKind::NumberSkipped);
        }
        step
    }

    /// The last article or procedure of this number space: their numbers run on through chapters and parts.
    fn before(&self, level: Level) -> Option<&str> {
        if !matches!(level, Level::Article | Level::Procedure) {
            return None;
        }
        let space = self
            .units
            .iter()
            .rposition(|unit| matches!(unit.step.level, Level::Attached | Level::Annex));
        let here = self.units.iter().skip(space.unwrap_or(0));
        here.rev()
            .find(|unit| unit.step.level == level)
            .map(|unit| unit.step.number.as_str())
    }

    /// The unit that an unnumbered paragraph belongs to; a new one where it is a further paragraph.
    /// `goes_on` says that the list at hand has another item after the paragraph.
    pub(crate) fn owner(&mut self, top: Open, one: &Paragraph, goes_on: bool) -> usize {
        if rank(top.level) < rank(Level::Article) || top.level == Level::Procedure {
            return top.unit;
        }
        let titled = self.units.get(top.unit).is_some_and(|unit| !unit.has_body);
        if is_item(top.level) {
            let head = self.units.get(top.unit).map_or("", |unit| unit.head.as_str());
            if !ends_sentence(head) || head.ends_with(':') || one.text.starts_with('(') || goes_on {
                return top.unit;
            }
        } else if titled && top.level != Level::Paragraph {
            return top.unit;
        }
        self.further_paragraph()
    }

    /// Opens `Đoạn n` of the innermost unit that is no item.
    fn further_paragraph(&mut self) -> usize {
        while self.open.last().is_some_and(|top| top.rank >= rank(Level::Paragraph)) {
            self.open.pop();
        }
        let parent = self.open.last().map(|open| open.unit);
        // The unit's own text is its first paragraph.
        let unit = self.add(
            parent,
            Step::new(Level::Paragraph, (self.paragraphs(parent) + 2).to_string()),
        );
        self.open.push(Open {
            unit,
            level: Level::Paragraph,
            rank: rank(Level::Paragraph),
        });
        unit
    }

    /// How many paragraphs with a number a unit has.
    pub(crate) fn paragraphs(&self, parent: Option<usize>) -> usize {
        let of = |unit: &&Draft| unit.parent == parent && unit.step.level == Level::Paragraph;
        self.units.iter().filter(of).count()
    }

    /// A footnote is said by the last unit that carries its mark; false where no unit can take it.
    pub(crate) fn footnote(&mut self, number: &str, one: &Paragraph) -> bool {
        let carries = |unit: &Draft| marked(&unit.text, number);
        let unit = match self.units.iter().rposition(carries) {
            Some(unit) => Some(unit),
            None => {
                self.note(one, NoteKind::FootnoteWithoutMark);
                self.last
            }
        };
        let Some(draft) = unit.and_then(|unit| self.units.get_mut(unit)) else {
            return false;
        };
        draft.notes.push(' ');
        draft.notes.push_str(&one.text);
        draft.lines.push((one.first, one.last));
        true
    }

    /// A unit without text yet.
    pub(crate) fn add(&mut self, parent: Option<usize>, step: Step) -> usize {
        self.units.push(Draft {
            parent,
            step,
            head: String::new(),
            text: String::new(),
            notes: String::new(),
            lines: Vec::new(),
            has_body: false,
        });
        self.units.len() - 1
    }

    /// Gives a paragraph to a unit.
    pub(crate) fn say(&mut self, unit: usize, one: &Paragraph) {
        if let Some(draft) = self.units.get_mut(unit) {
            if !draft.text.is_empty() && !one.text.is_empty() {
                draft.text.push(' ');
            }
            draft.text.push_str(&one.text);
            draft.lines.push((one.first, one.last));
        }
        self.last = Some(unit);
    }

    /// Notes a doubt at the paragraph's first line.
    pub(crate) fn note(&mut self, one: &Paragraph, kind: NoteKind) {
        self.notes.push(Note { line: one.first, kind });
    }
}

/// Whether what stands on the line of a mark is more than a title.
fn has_body(level: Level, text: &str) -> bool {
    match level {
        Level::Attached | Level::Annex | Level::Part | Level::Chapter | Level::Section | Level::Procedure => false,
        Level::ProcedureSection => match text.split_once(':') {
            Some((_, body)) => !body.is_empty(),
            None => ends_sentence(text),
        },
        Level::Stage => is_norm(text) && ends_sentence(text),
        Level::Article | Level::Clause | Level::Paragraph | Level::Point | Level::Dash | Level::Plus | Level::Star => {
            ends_sentence(text) && !text.ends_with(':')
        }
    }
}

/// Whether the heading of a stage carries a norm: it is longer than a name, which may end in a full stop too.
pub(crate) fn is_norm(text: &str) -> bool {
    text.split(' ').count() > LONGEST_NAME
}

/// Whether a text carries the mark of a footnote: a superscript, or `[n]`.
fn marked(text: &str, number: &str) -> bool {
    let mut digits = String::new();
    for letter in text.chars().chain([' ']) {
        match superscript(letter) {
            Some(digit) => digits.push(digit),
            None if digits == number => return true,
            None => digits.clear(),
        }
    }
    text.contains(&format!("[{number}]"))
}
