//! Paragraphs to units.
//!
//! A text is read in zones: its head; the grounds of its preamble (`Đoạn 1`) and the words that enact (`Đoạn 2`); its body;
//! recipients and signatures; then perhaps rules it issues, with a body of their own. Inside a procedure the forms are a zone.
//!
//! An unnumbered paragraph belongs to the unit above it when that has only a title so far; else it is `Đoạn n` (from 2) of
//! the innermost unit that has a number of its own and is no item of a list. A paragraph under an item stays with the item
//! where the item is a title, where the list goes on after it, or where it stands in parentheses.

use crate::Reading;
use crate::about;
use crate::errors;
use crate::finish::finish;
use crate::forms;
use crate::lines::{Line, begins_small, is_capitals};
use crate::marks::Mark;
use crate::model::{ApparatusKind, Note, NoteKind, Repeat};
use crate::nesting::rank;
use crate::paragraphs::{Paragraph, is_ground};
use crate::sections;
use crate::tree::Tree;
use quyche_base::{Diagnostic, Level, Step};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Head,
    Grounds,
    Enacting,
    Body,
    Signature,
    Forms,
}

struct Builder<'a> {
    zone: Zone,
    tree: Tree,
    apparatus: Vec<(ApparatusKind, u32, u32)>,
    /// The row of a numbered table that was opened last.
    row: Option<usize>,
    /// How many paragraphs the current form has.
    form: usize,
    /// What comes after the paragraph at hand.
    ahead: &'a [Paragraph],
}

/// The outline of a text's paragraphs.
pub(crate) fn build(lines: &[Line], repeats: Vec<Repeat>, paragraphs: &[Paragraph]) -> Result<Reading, Diagnostic> {
    let numbered = paragraphs.iter().any(|paragraph| match &paragraph.mark {
        Mark::Heading(..) | Mark::Number(_) => true,
        Mark::Stage(_) | Mark::Bare(_) | Mark::Letter(_) | Mark::Dash | Mark::Plus | Mark::Star => false,
        Mark::Footnote(_) | Mark::None => false,
    });
    if !numbered {
        return Err(errors::no_units());
    }
    let mut builder = Builder {
        zone: Zone::Head,
        tree: Tree::default(),
        apparatus: Vec::new(),
        row: None,
        form: 0,
        ahead: paragraphs,
    };
    while let Some((paragraph, ahead)) = builder.ahead.split_first() {
        builder.ahead = ahead;
        builder.tree.notes.extend(paragraph.doubted.map(|line| Note {
            line,
            kind: NoteKind::ReadAsText,
        }));
        if paragraph.in_line {
            builder.tree.note(paragraph, NoteKind::PointInLine);
        }
        builder.paragraph(paragraph);
    }
    Ok(finish(builder.tree, &builder.apparatus, repeats, lines))
}

impl Builder<'_> {
    fn paragraph(&mut self, one: &Paragraph) {
        if let Mark::Footnote(number) = &one.mark
            && self.zone == Zone::Body
        {
            if !self.tree.footnote(number, one) {
                self.set_aside(ApparatusKind::Head, one);
            }
            return;
        }
        if matches!(self.zone, Zone::Head | Zone::Grounds | Zone::Enacting) && !is_ground(&one.text) {
            about::read(&mut self.tree.about, &one.text);
        }
        match self.zone {
            Zone::Head => self.head(one),
            Zone::Grounds | Zone::Enacting => self.preamble(one),
            Zone::Body => self.body(one),
            Zone::Signature => self.signature(one),
            Zone::Forms => self.form(one),
        }
    }

    fn head(&mut self, one: &Paragraph) {
        if is_ground(&one.text) {
            self.zone = Zone::Grounds;
            let unit = self.tree.add(None, Step::new(Level::Paragraph, "1"));
            return self.tree.say(unit, one);
        }
        let begins = match &one.mark {
            Mark::Heading(..) => true,
            Mark::Number(number) => {
                number == "1" && !self.ahead.iter().any(|next| matches!(next.mark, Mark::Heading(..)))
            }
            Mark::Stage(_) | Mark::Bare(_) | Mark::Letter(_) | Mark::Dash | Mark::Plus | Mark::Star => false,
            Mark::Footnote(_) | Mark::None => false,
        };
        if begins {
            self.zone = Zone::Body;
            return self.body(one);
        }
        self.set_aside(ApparatusKind::Head, one);
    }

    fn preamble(&mut self, one: &Paragraph) {
        if matches!(one.mark, Mark::Heading(..)) || matches!(&one.mark, Mark::Number(number) if number == "1") {
            self.zone = Zone::Body;
            return self.body(one);
        }
        let grounds = is_ground(&one.text) || begins_small(&one.text);
        if self.zone == Zone::Grounds && !grounds {
            self.zone = Zone::Enacting;
            self.tree.add(None, Step::new(Level::Paragraph, "2"));
        }
        if let Some(unit) = self.tree.units.len().checked_sub(1) {
            self.tree.say(unit, one);
        }
    }

    fn signature(&mut self, one: &Paragraph) {
        if let Some(level) = self.attached(one) {
            return self.attach(level, one);
        }
        if matches!(one.mark, Mark::Heading(..)) {
            self.zone = Zone::Body;
            return self.body(one);
        }
        self.set_aside(ApparatusKind::Signature, one);
    }

    fn body(&mut self, one: &Paragraph) {
        if self.in_row() && !matches!(one.mark, Mark::Heading(..)) && !(one.cell && matches!(one.mark, Mark::Number(_)))
        {
            return self.cell(one);
        }
        match &one.mark {
            Mark::Heading(level, number) => self.heading(*level, number, one),
            Mark::Stage(number) if self.tree.is_open(Level::Procedure) => self.tree.numbered(Level::Stage, number, one),
            Mark::Number(number) => self.number(number, one),
            Mark::Bare(number) if self.tree.awaits(number) && sections::is_section(&one.text) => {
                self.tree.note(one, NoteKind::NumberUnmarked);
                self.tree.numbered(Level::ProcedureSection, number, one);
            }
            Mark::Letter(letter) => self.tree.item(Level::Point, &letter.to_string(), one),
            Mark::Dash => self.tree.item(Level::Dash, "", one),
            Mark::Plus => self.tree.item(Level::Plus, "", one),
            Mark::Star => self.tree.item(Level::Star, "", one),
            Mark::Stage(_) | Mark::Bare(_) | Mark::Footnote(_) | Mark::None => self.plain(one),
        }
    }

    /// A heading. A section among articles, or a part of a procedure's own, is told by what is open.
    fn heading(&mut self, level: Level, number: &str, one: &Paragraph) {
        let level = if level == Level::Section && self.tree.is_open(Level::Procedure) {
            Level::ProcedureSection
        } else {
            level
        };
        if level == Level::Annex {
            self.tree.open.clear();
        }
        self.tree.numbered(level, number, one);
    }

    /// A number: a section of a procedure, or a clause.
    fn number(&mut self, number: &str, one: &Paragraph) {
        let row = one.cell
            && self
                .tree
                .open
                .iter()
                .all(|open| rank(open.level) <= rank(Level::Part) || open.level == Level::Clause);
        if row || !self.tree.is_open(Level::Procedure) {
            self.tree.numbered(Level::Clause, number, one);
            self.row = self.tree.last.filter(|_| row && one.text.is_empty());
            return;
        }
        let level = if self.tree.is_open(Level::Stage) && !self.tree.leaves_stage(number, &one.text) {
            Level::Clause
        } else {
            Level::ProcedureSection
        };
        self.tree.numbered(level, number, one);
    }

    /// A paragraph without a mark.
    fn plain(&mut self, one: &Paragraph) {
        if let Some(level) = self.attached(one) {
            return self.attach(level, one);
        }
        if self.signs(one) {
            self.zone = Zone::Signature;
            return self.set_aside(ApparatusKind::Signature, one);
        }
        if forms::announces(&one.text) && self.tree.is_open(Level::ProcedureSection) {
            return self.announce(one);
        }
        let Some(top) = self.tree.open.last().copied() else {
            return self.set_aside(ApparatusKind::Head, one);
        };
        let goes_on = one.text.is_empty() || begins_small(&one.text);
        let unit = match self.tree.last.filter(|_| goes_on) {
            Some(last) => last,
            None if one.cell => {
                if rank(top.level) > rank(Level::Part) {
                    self.tree.note(one, NoteKind::StrayTable);
                }
                top.unit
            }
            None => {
                let goes_on = self.list_goes_on(top.level);
                self.tree.owner(top, one, goes_on)
            }
        };
        self.tree.say(unit, one);
        let heading = rank(top.level) < rank(Level::Article);
        if let Some(draft) = self.tree.units.get_mut(unit).filter(|_| !heading) {
            draft.has_body = true;
        }
    }

    /// Whether a row of a numbered table is open: its number is a cell of its own.
    fn in_row(&self) -> bool {
        self.row.is_some() && self.row == self.tree.open.last().map(|open| open.unit)
    }

    /// A cell of the open row, whatever it begins with.
    fn cell(&mut self, one: &Paragraph) {
        if let Some(row) = self.row {
            self.tree.say(row, &one.whole());
        }
    }

    /// Whether the next mark opens another item of the list at hand.
    fn list_goes_on(&self, level: Level) -> bool {
        let next = self
            .ahead
            .iter()
            .map(|next| &next.mark)
            .find(|mark| !matches!(mark, Mark::None | Mark::Footnote(_)));
        matches!(
            (level, next),
            (Level::Point, Some(Mark::Letter(_)))
                | (Level::Dash, Some(Mark::Dash))
                | (Level::Plus, Some(Mark::Plus))
                | (Level::Star, Some(Mark::Star))
        )
    }

    /// The line that says whether forms are attached: `Đoạn 1` of the procedure's last section; each form is a further one.
    fn announce(&mut self, one: &Paragraph) {
        while self
            .tree
            .open
            .last()
            .is_some_and(|top| top.rank > rank(Level::ProcedureSection))
        {
            self.tree.open.pop();
        }
        let parent = self.tree.section().map(|(unit, _)| unit);
        let unit = self.tree.add(parent, Step::new(Level::Paragraph, "1"));
        self.tree.say(unit, one);
        self.zone = Zone::Forms;
        self.form = 0;
    }

    fn form(&mut self, one: &Paragraph) {
        if matches!(one.mark, Mark::Heading(Level::Procedure, _)) {
            self.zone = Zone::Body;
            return self.body(one);
        }
        if forms::begins(one, self.ahead, self.form) {
            let parent = self.tree.section().map(|(unit, _)| unit);
            let number = (self.tree.paragraphs(parent) + 1).to_string();
            self.tree.add(parent, Step::new(Level::Paragraph, number));
            self.form = 0;
        }
        self.form += 1;
        if let Some(unit) = self.tree.units.len().checked_sub(1) {
            // Numbers inside a form are words of the form.
            self.tree.say(unit, &one.whole());
        }
    }

    /// Whether recipients or a signature begin here.
    fn signs(&self, one: &Paragraph) -> bool {
        let signed = |text: &str| {
            let office = ["TM", "T/M", "KT", "K/T", "TL", "T/L", "TUQ", "QUYỀN"]
                .iter()
                .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(['.', ' '])));
            office && is_capitals(text)
        };
        let bar = one.cell && one.text.is_empty() && self.ahead.first().is_some_and(|next| signed(&next.text));
        one.text.starts_with("Nơi nhận") || signed(&one.text) || bar
    }

    /// Whether the rules that a decision issues begin here, and as what: a title in capitals, then `(… kèm theo …)`.
    fn attached(&self, one: &Paragraph) -> Option<Level> {
        let issued = self.tree.units.iter().any(|unit| unit.step.level == Level::Article);
        let titled = one.mark == Mark::None && !one.cell && is_capitals(one.text.split(' ').next().unwrap_or(""));
        let begun = self
            .tree
            .open
            .last()
            .is_some_and(|top| matches!(top.level, Level::Attached | Level::Annex));
        if !issued || !titled || begun || self.tree.is_open(Level::Procedure) {
            return None;
        }
        let mut end = one.last;
        let mut whole = true;
        for next in self
            .ahead
            .iter()
            .take(5)
            .take_while(|next| next.mark == Mark::None && !next.cell)
        {
            whole = whole && next.first == end + 1;
            end = next.last;
            if is_issue_line(&next.text) {
                return Some(self.attached_level());
            }
            // A title that is not of one piece begins at its last line in capitals: what stands before it may be a name.
            if !whole && is_capitals(&next.text) {
                return None;
            }
        }
        None
    }

    /// Rules that the decision calls its annex are an annex.
    fn attached_level(&self) -> Level {
        let announced = self
            .tree
            .units
            .iter()
            .any(|unit| unit.text.contains("Phụ lục kèm theo") || unit.text.contains("Phụ lục ban hành kèm"));
        if announced { Level::Annex } else { Level::Attached }
    }

    fn attach(&mut self, level: Level, one: &Paragraph) {
        self.zone = Zone::Body;
        self.tree.open.clear();
        self.tree.numbered(level, "", one);
    }

    fn set_aside(&mut self, kind: ApparatusKind, one: &Paragraph) {
        self.apparatus.push((kind, one.first, one.last));
    }
}

/// `(Ban hành kèm theo Quyết định …)`
fn is_issue_line(text: &str) -> bool {
    let text = text.trim_start_matches('(').to_lowercase();
    text.starts_with("kèm theo") || text.starts_with("ban hành kèm theo")
}
