//! R5: a list fact is its elements and whether there are no others. With a = elements surely in and b = possibly in,
//! `số` is the interval [a, a+b], or [a, ∞) where the list is incomplete.

use crate::errors::EvalError;
use crate::found::Found;
use crate::run::{Element, Origin, Run};
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::value::Value;
use quyche_ir::expr::{Expr, List, ListSource, Place};
use quyche_ir::facts::Case;
use quyche_ir::{Cause, Fact, FactPath, RecordFact};

/// The rows of a list.
pub struct Rows<'e> {
    rows: RowSource<'e>,
    pub complete: bool,
}

enum RowSource<'e> {
    Facts(&'e [RecordFact]),
    People(&'e [Case]),
}

impl<'e> Rows<'e> {
    /// How many rows are given.
    pub fn len(&self) -> usize {
        match self.rows {
            RowSource::Facts(rows) => rows.len(),
            RowSource::People(people) => people.len(),
        }
    }

    /// A row.
    pub fn get(&self, at: usize) -> Option<&'e RecordFact> {
        match self.rows {
            RowSource::Facts(rows) => rows.get(at),
            RowSource::People(people) => people.get(at).map(|case| &case.subject),
        }
    }
}

/// How many elements are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Surely in.
    pub sure: u64,
    /// Possibly in besides.
    pub possible: u64,
    /// Whether there are no others.
    pub complete: bool,
    /// Whether the list holds nothing at all.
    pub empty: bool,
}

impl Counted {
    /// The most there can be.
    pub fn most(self) -> Option<u64> {
        self.complete.then_some(self.sure + self.possible)
    }

    /// `có ít nhất n`.
    pub fn at_least(self, count: u32) -> Truth {
        let count = u64::from(count);
        if self.sure >= count {
            Truth::True
        } else if self.most().is_some_and(|most| most < count) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// `không quá n`.
    pub fn at_most(self, count: u32) -> Truth {
        let count = u64::from(count);
        if self.sure > count {
            Truth::False
        } else if self.most().is_some_and(|most| most <= count) {
            Truth::True
        } else {
            Truth::Unknown
        }
    }
}

impl<'e> Run<'e> {
    /// The rows of a list as given; a list nobody gave has none and is not complete.
    pub fn rows(&mut self, list: &'e List) -> Rows<'e> {
        const NOTHING: &[RecordFact] = &[];
        let facts = |rows, complete| Rows {
            rows: RowSource::Facts(rows),
            complete,
        };
        match &list.source {
            ListSource::People => match self.ground.people {
                Some(cases) => Rows {
                    rows: RowSource::People(&cases.people),
                    complete: cases.complete,
                },
                None => facts(NOTHING, false),
            },
            ListSource::Fact(place) => match self.lookup(place) {
                Fact::List(list) => facts(&list.rows, list.complete),
                Fact::Unknown => facts(NOTHING, false),
                Fact::None => facts(NOTHING, true),
                Fact::Bool(_)
                | Fact::Number(_)
                | Fact::Text(_)
                | Fact::Date(_)
                | Fact::Moment(_)
                | Fact::Year(_)
                | Fact::Member(_)
                | Fact::Outside(_)
                | Fact::Title(_)
                | Fact::Period(_)
                | Fact::Texts { .. }
                | Fact::Record(_) => {
                    self.fail(EvalError::Malformed);
                    facts(NOTHING, false)
                }
            },
        }
    }

    /// Does something inside a row.
    pub fn inside_row<T>(
        &mut self,
        list: &'e List,
        row: usize,
        fact: &'e RecordFact,
        inner: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = (self.subject, self.borrowed);
        let origin = match &list.source {
            ListSource::Fact(place) => Origin::Place(place),
            ListSource::People => {
                // Inside the list of people, the person spoken of is the element: `đáp ứng` asks about that one.
                (self.subject, self.borrowed) = (fact, true);
                Origin::People
            }
        };
        self.elements.push(Element {
            fact,
            record: list.record,
            origin,
            row: u32::try_from(row).unwrap_or(u32::MAX),
        });
        let value = inner(self);
        self.elements.pop();
        (self.subject, self.borrowed) = outer;
        value
    }

    /// Whether the innermost row passes the filters of its list.
    pub fn passes(&mut self, list: &'e List) -> Truth {
        self.every_filter(&list.filters)
    }

    fn every_filter(&mut self, filters: &'e [Expr]) -> Truth {
        let mut truth = Truth::True;
        for filter in filters {
            truth = truth.min(self.test(filter));
            if truth == Truth::False && !self.tracing() {
                break;
            }
        }
        truth
    }

    /// Whether a row is in.
    pub fn row_truth(&mut self, list: &'e List, row: usize, fact: &'e RecordFact) -> Truth {
        self.inside_row(list, row, fact, |run| {
            let node = run.enter(Op::All, What::Row);
            let truth = run.passes(list);
            run.leave(node, truth.outcome());
            truth
        })
    }

    /// How many rows are in.
    pub fn count(&mut self, list: &'e List) -> Counted {
        let rows = self.rows(list);
        let mut counted = Counted {
            complete: rows.complete,
            empty: rows.len() == 0 && rows.complete,
            ..Counted::default()
        };
        for at in 0..rows.len() {
            let Some(fact) = rows.get(at) else { break };
            match self.row_truth(list, at, fact) {
                Truth::True => counted.sure += 1,
                Truth::Unknown => counted.possible += 1,
                Truth::False => {}
            }
        }
        self.more_rows(list, rows.complete);
        counted
    }

    /// Records that a list may have more rows than were given.
    pub fn more_rows(&mut self, list: &'e List, complete: bool) {
        if !complete {
            match &list.source {
                ListSource::Fact(place) => self.missing(place),
                ListSource::People => self.open_leaf(|_| Cause::Missing(FactPath::People)),
            }
        }
    }

    /// `có ít nhất n L`, `có không quá n L`.
    pub fn exists(&mut self, list: &'e List, at_least: Option<u32>, at_most: Option<u32>, node: usize) -> Truth {
        let counted = self.count(list);
        self.note(node, || Found::Counted(counted));
        let least = at_least.map_or(Truth::True, |count| counted.at_least(count));
        least.min(at_most.map_or(Truth::True, |count| counted.at_most(count)))
    }

    /// `mọi L đều P`: false if some element is surely in and P false; true if complete and each is out or P true.
    pub fn every(&mut self, list: &'e List, body: &'e Expr, node: usize) -> Truth {
        let rows = self.rows(list);
        let mut truth = Truth::of(true);
        let mut failing = Vec::new();
        for at in 0..rows.len() {
            let Some(fact) = rows.get(at) else { break };
            let holds = self.inside_row(list, at, fact, |run| run.implied(list, body));
            if holds == Truth::False {
                failing.push(at);
                if !self.tracing() {
                    return Truth::False;
                }
            }
            truth = truth.min(holds);
        }
        self.more_rows(list, rows.complete);
        let empty = rows.len() == 0 && rows.complete;
        self.note(node, || Found::Every { failing, empty });
        if rows.complete {
            truth
        } else {
            truth.min(Truth::Unknown)
        }
    }

    /// Whether the innermost row is out or satisfies the body.
    fn implied(&mut self, list: &'e List, body: &'e Expr) -> Truth {
        let node = self.enter(Op::Implies, What::Row);
        let filters = self.enter(Op::All, What::Nothing);
        let passes = self.passes(list);
        self.leave(filters, passes.outcome());
        let truth = if passes == Truth::False {
            Truth::True
        } else {
            passes.not().max(self.test(body))
        };
        self.leave(node, truth.outcome());
        truth
    }

    /// `X thuộc L` for a list of texts.
    pub fn in_texts(&mut self, value: &'e Expr, place: &'e Place) -> Truth {
        let wanted = self.value(value);
        let (items, complete): (&[String], bool) = match self.lookup(place) {
            Fact::Texts { items, complete } => (items, *complete),
            Fact::Unknown => (&[], false),
            Fact::None => (&[], true),
            Fact::Bool(_)
            | Fact::Number(_)
            | Fact::Text(_)
            | Fact::Date(_)
            | Fact::Moment(_)
            | Fact::Year(_)
            | Fact::Member(_)
            | Fact::Outside(_)
            | Fact::Title(_)
            | Fact::Period(_)
            | Fact::List(_)
            | Fact::Record(_) => {
                self.fail(EvalError::Malformed);
                (&[], false)
            }
        };
        let unknown = if complete && items.is_empty() {
            Truth::False
        } else {
            Truth::Unknown
        };
        let mut truth = None;
        for value in wanted.as_slice() {
            let one = match value {
                Value::Text(text) if items.iter().any(|item| item == text) => Truth::True,
                Value::Text(_) if complete => Truth::False,
                Value::None => Truth::False,
                Value::Text(_) | Value::Unknown => unknown,
                Value::Bool(_)
                | Value::Number(_)
                | Value::Count(..)
                | Value::Date(_)
                | Value::Year(_)
                | Value::Member(_)
                | Value::Title(_)
                | Value::OtherTitle
                | Value::Duration(_) => {
                    self.fail(EvalError::Malformed);
                    Truth::Unknown
                }
            };
            truth = Some(truth.map_or(one, |truth: Truth| truth.either(one)));
        }
        if !complete {
            self.missing(place);
        }
        truth.unwrap_or(Truth::Unknown)
    }
}
