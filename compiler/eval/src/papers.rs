//! A document of a dossier: whether it was handed in, in enough copies, dated in time.
//!
//! What was handed in is a list (R5): with a = copies surely of this document and in time, b = copies possibly so, n asked
//! for: true if a ≥ n, false if the list is complete and b < n, else open. A row without a number of copies is at least
//! one copy. A row without a date is in time or not; one known to have none (`không có`) is not. A limit that does not run,
//! or that the text does not set, asks for no date.

use crate::due::{LimitEnd, LimitOf};
use crate::errors::EvalError;
use crate::found::Found;
use crate::limits::{Source, Start};
use crate::run::Run;
use crate::truth::Truth;
use crate::value::interval;
use chrono::NaiveDate;
use quyche_ir::expr::{Paper, Place};
use quyche_ir::model::PaperFields;
use quyche_ir::norm::{Body, Limit, LimitKind};
use quyche_ir::outcome::PathStep;
use quyche_ir::{Cause, DossierId, ExprKind, Fact, FactPath, FieldId, RecordFact, UnitId, words};
use quyche_time::{Moment, date_words};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// By when a document has to be dated.
#[derive(Clone, Copy)]
enum Until {
    /// Any date will do.
    Any,
    /// On this day at the latest.
    Day(NaiveDate),
    /// It is not known.
    Unknown,
}

/// Copies: surely, and at most; no most where it is not known.
#[derive(Clone, Copy)]
struct Number {
    least: u64,
    most: Option<u64>,
}

/// What was found of one document.
#[derive(Default)]
struct Handed {
    /// Copies surely of it and in time, and how many more there may be.
    sure: u64,
    more: Option<u64>,
    /// Whether a row is surely of it at all.
    listed: bool,
    /// The dates of its rows that come too late.
    late: Vec<NaiveDate>,
    /// Whether a row of it is known to have no date.
    undated: bool,
}

impl<'e> Run<'e> {
    /// Whether a document was handed in as the dossier asks.
    pub fn submitted(&mut self, paper: &'e Paper, node: usize) -> Truth {
        let Some(fields) = self.ground.doc.papers else {
            self.fail(EvalError::Malformed);
            return Truth::Unknown;
        };
        let until = self.dated_until(paper);
        let wanted = self.copies(paper);
        let (rows, complete) = self.handed_in(&paper.list);
        let mut handed = Handed {
            more: Some(0),
            ..Handed::default()
        };
        for (row, fact) in rows.iter().enumerate() {
            self.paper_row(paper, fields, until, (row, fact), &mut handed);
        }
        if !complete {
            self.missing(&paper.list);
            handed.more = None;
        }
        let truth = enough(&handed, wanted);
        if self.tracing() {
            let words = found_words(paper, &handed, wanted, until);
            self.note(node, || Found::Words(words));
        }
        truth
    }

    /// By when it has to be dated, where that is asked for and known.
    pub fn last_date_of<'p>(&mut self, paper: &'p Paper) -> Option<NaiveDate>
    where
        'p: 'e,
    {
        match self.dated_until(paper) {
            Until::Day(day) => Some(day),
            Until::Any | Until::Unknown => None,
        }
    }

    /// How many copies are asked for, where that is known.
    pub fn copies_of<'p>(&mut self, paper: &'p Paper) -> Option<u64>
    where
        'p: 'e,
    {
        let wanted = self.copies(paper);
        wanted.most.filter(|most| *most == wanted.least)
    }

    /// The rows of the list, and whether there are no others.
    fn handed_in(&mut self, list: &Place) -> (&'e [RecordFact], bool) {
        let fact = self.lookup(list);
        if let Fact::List(list) = fact {
            return (&list.rows, list.complete);
        }
        if !matches!(fact, Fact::None | Fact::Unknown) {
            self.fail(EvalError::Malformed);
        }
        (&[], *fact == Fact::None)
    }

    /// When the document that stands in a unit was made, as far as what was handed in tells: the earliest date of it; that
    /// it was not handed in at all, where the list is complete. `None` where no document stands there, or nothing is known.
    pub fn handed_in_on(&mut self, unit: UnitId) -> Option<Option<Moment>> {
        let fields = self.ground.doc.papers?;
        let paper = self.paper_of(unit)?;
        let Fact::List(list) = self.lookup(&paper.list) else {
            return None;
        };
        let mine = list
            .rows
            .iter()
            .filter(|row| *row.get(fields.document) == Fact::Member(paper.document));
        let dates = mine.clone().filter_map(|row| {
            if let Fact::Date(day) = row.get(fields.date) {
                Some(*day)
            } else {
                None
            }
        });
        match dates.min() {
            Some(day) => Some(Some(Moment::on(day))),
            None if list.complete && mine.count() == 0 => Some(None),
            None => None,
        }
    }

    /// The document that stands in a unit and is handed in by whoever is asked about.
    fn paper_of(&self, unit: UnitId) -> Option<&'e Paper> {
        let subject = self.ground.subject;
        let checks = self.ground.doc.criteria.iter();
        let mut checks = checks.filter(|criterion| criterion.dossier.is_some() && criterion.subject == subject);
        checks.find_map(|criterion| paper_in(&criterion.body, unit))
    }

    /// How many copies are asked for.
    fn copies(&mut self, paper: &'e Paper) -> Number {
        let mut wanted = Number {
            least: 1,
            most: Some(1),
        };
        for count in &paper.copies {
            let whole = |number: Decimal| number.floor().to_u64().unwrap_or(0);
            let values = self.value(count);
            let mut range: Option<(u64, Option<u64>)> = None;
            for value in values.as_slice() {
                let (least, most) = interval(*value).map_or((0, None), |(least, most)| (whole(least), most.map(whole)));
                range = Some(range.map_or((least, most), |(low, high)| {
                    (low.min(least), high.zip(most).map(|(one, other)| one.max(other)))
                }));
            }
            let (least, most) = range.unwrap_or((0, None));
            wanted.least = wanted.least.saturating_mul(least);
            wanted.most = wanted.most.zip(most).map(|(one, other)| one.saturating_mul(other));
        }
        wanted
    }

    /// By when it has to be dated: the last day of its limit, as any limit is counted (R9).
    fn dated_until(&mut self, paper: &'e Paper) -> Until {
        let Some(limit) = &paper.limit else {
            return Until::Any;
        };
        match &limit.kind {
            LimitKind::NotSet => return Until::Any,
            LimitKind::FixedDay { .. } => {}
            LimitKind::After { .. } | LimitKind::Before { .. } => match self.apart(|run| run.start(limit)).0 {
                Start::Never => return Until::Any,
                Start::At(_) | Start::EndOf(_) | Start::Unknown => {}
            },
        }
        match self.end_of(limit) {
            LimitEnd::Day(day) if !day.open_end => Until::Day(day.due),
            LimitEnd::Day(_) | LimitEnd::Unknown | LimitEnd::NotRunning | LimitEnd::NotSet | LimitEnd::NoLimit => {
                Until::Unknown
            }
        }
    }

    /// The end of a limit; what keeps it open is recorded, that nobody said it was kept is not.
    fn end_of(&mut self, limit: &'e Limit) -> LimitEnd {
        let source = Source {
            of: LimitOf::Document(DossierId(u32::MAX), self.unit),
            unit: self.unit,
            at: limit.at,
            subject: Some(self.ground.subject),
            limit: Some(limit),
            gates: Vec::new(),
        };
        let (ended, causes) = self.apart(|run| run.ending(&source));
        for cause in causes {
            if !matches!(cause, Cause::NotDue(_) | Cause::Missing(FactPath::DoneDay(_))) {
                self.open_leaf(|_| cause);
            }
        }
        ended.end
    }

    /// Counts one row.
    fn paper_row(
        &mut self,
        paper: &Paper,
        fields: PaperFields,
        until: Until,
        (row, fact): (usize, &RecordFact),
        handed: &mut Handed,
    ) {
        let same = if let Fact::Member(document) = fact.get(fields.document) {
            Truth::of(*document == paper.document)
        } else if *fact.get(fields.document) == Fact::Unknown {
            self.row_missing(&paper.list, row, fields.document);
            Truth::Unknown
        } else {
            Truth::False
        };
        if same == Truth::False {
            return;
        }
        handed.listed |= same == Truth::True;
        let in_time = match (until, fact.get(fields.date)) {
            (Until::Any, _) => Truth::True,
            (Until::Day(last), Fact::Date(day)) => {
                if last < *day && same == Truth::True {
                    handed.late.push(*day);
                }
                Truth::of(*day <= last)
            }
            (_, Fact::None) => {
                handed.undated |= same == Truth::True;
                Truth::False
            }
            (Until::Day(_), Fact::Unknown) => {
                self.row_missing(&paper.list, row, fields.date);
                Truth::Unknown
            }
            (Until::Unknown | Until::Day(_), _) => Truth::Unknown,
        };
        let copies = if let Fact::Number(number) = fact.get(fields.copies) {
            let number = number.floor().to_u64().unwrap_or(0);
            (number, Some(number))
        } else if *fact.get(fields.copies) == Fact::None {
            (0, Some(0))
        } else {
            (1, None)
        };
        match same.min(in_time) {
            Truth::True => {
                handed.sure = handed.sure.saturating_add(copies.0);
                if copies.1.is_none() && !paper.copies.is_empty() {
                    self.row_missing(&paper.list, row, fields.copies);
                }
                add(&mut handed.more, copies.1.map(|most| most - copies.0));
            }
            Truth::Unknown => add(&mut handed.more, copies.1),
            Truth::False => {}
        }
    }

    fn row_missing(&mut self, list: &Place, row: usize, field: FieldId) {
        self.open_leaf(|run| {
            let path = run.path_of(list);
            Cause::Missing(match path {
                FactPath::Field { record, mut path } => {
                    path.push(PathStep::Row(u32::try_from(row).unwrap_or(u32::MAX)));
                    path.push(PathStep::Field(field));
                    FactPath::Field { record, path }
                }
                FactPath::SigningDay
                | FactPath::ReckoningDay
                | FactPath::People
                | FactPath::DoneDay(_)
                | FactPath::DoneTime(_)
                | FactPath::EventTime(_) => path,
            })
        });
    }
}

fn paper_in(body: &Body, unit: UnitId) -> Option<&Paper> {
    let (Body::All(items) | Body::Any(items)) = body else {
        return None;
    };
    items.iter().find_map(|item| match &item.body {
        Body::Test(test) if item.unit == unit => {
            if let ExprKind::Submitted(paper) = &test.kind {
                Some(paper.as_ref())
            } else {
                None
            }
        }
        Body::Test(_) | Body::Meets(_) => None,
        Body::All(_) | Body::Any(_) => paper_in(&item.body, unit),
    })
}

fn add(to: &mut Option<u64>, more: Option<u64>) {
    *to = to.zip(more).map(|(one, other)| one.saturating_add(other));
}

/// R5 on copies.
fn enough(handed: &Handed, wanted: Number) -> Truth {
    let most = handed.more.map(|more| handed.sure.saturating_add(more));
    if wanted.most.is_some_and(|wanted| wanted <= handed.sure) {
        Truth::True
    } else if most.is_some_and(|most| most < wanted.least) {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// What a person reads of a document that is not as asked: `thiếu “Đơn”`, `“Đơn”: cần 2 bản, có 1 bản`.
fn found_words(paper: &Paper, handed: &Handed, wanted: Number, until: Until) -> String {
    let name = words::quoted(&paper.words);
    if !handed.listed {
        return format!("thiếu {name}");
    }
    if let (Until::Day(last), Some(late)) = (until, handed.late.first()) {
        return format!(
            "{name}: cần lập chậm nhất {}, bản đã nộp lập {}",
            date_words(last),
            date_words(*late)
        );
    }
    if handed.undated {
        return format!("{name}: bản đã nộp không có ngày lập");
    }
    let wanted = match wanted.most {
        Some(most) if most == wanted.least => most.to_string(),
        Some(most) => format!("từ {} đến {most}", wanted.least),
        None => format!("ít nhất {}", wanted.least),
    };
    format!("{name}: cần {wanted} bản, có {} bản", handed.sure)
}
