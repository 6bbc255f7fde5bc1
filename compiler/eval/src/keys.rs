//! R10: the keys of a ranking as intervals. Greater is first, whatever the key's own direction; a key nobody knows is the
//! whole of its domain, so a known first value is never behind it and a known last value never before it.

use crate::errors::EvalError;
use crate::result::OpenLeaf;
use crate::run::Run;
use crate::truth::Truth;
use crate::value::{Relation, Value};
use chrono::Datelike;
use quyche_ir::expr::Type;
use quyche_ir::norm::{First, Key};
use quyche_ir::{CriterionId, Document};
use rust_decimal::Decimal;

/// A place on the scale of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `không có` of something without a last value: after everybody who has one.
    Nothing,
    /// A value.
    At(Decimal),
}

/// Where somebody may stand on a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyRange {
    /// The least; `None` without end.
    pub low: Option<Place>,
    /// The greatest; `None` without end.
    pub high: Option<Place>,
    /// Whether it is surely the key's first value, which nobody can be before.
    pub first: bool,
}

impl KeyRange {
    /// Whether one place remains.
    pub fn is_known(self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

/// How d may stand to c: before ([`Relation::LESS`]), level, after.
pub fn relation(d: &[KeyRange], c: &[KeyRange]) -> Relation {
    let mut relation = Relation::EQUAL;
    for (d, c) in d.iter().zip(c) {
        if !relation.may_be(Relation::EQUAL) {
            break;
        }
        let key = Relation::of_intervals((c.low.as_ref(), c.high.as_ref()), (d.low.as_ref(), d.high.as_ref()));
        relation = relation.without(Relation::EQUAL).or(key);
    }
    relation
}

impl<'e> Run<'e> {
    /// Where the subject stands on a key.
    pub fn key(&mut self, key: &'e Key) -> KeyRange {
        self.unit = key.unit;
        self.criterion = CriterionId(u32::MAX);
        let domain = domain(self.ground.doc, key.value.ty);
        if key.value.ty == Type::Days {
            let served = self.served(&key.value);
            let policy = self.ground.doc.about.measure.as_ref().map(|measure| measure.policy);
            let days = |set| {
                Decimal::from(policy.map_or_else(|| quyche_time::DaySet::total(set), |policy| policy.counted(set)))
            };
            return scale(key.first, Some(days(&served.sure)), Some(days(served.up())), domain);
        }
        if key.value.ty == Type::Bool {
            let (low, high) = match self.test(&key.value) {
                Truth::True => (1, 1),
                Truth::False => (0, 0),
                Truth::Unknown => (0, 1),
            };
            return scale(key.first, Some(Decimal::from(low)), Some(Decimal::from(high)), domain);
        }
        let values = self.value(&key.value);
        let ranges: Vec<KeyRange> = values
            .as_slice()
            .iter()
            .map(|value| self.range(key.first, *value, domain))
            .collect();
        let first = ranges.iter().all(|range| range.first);
        let low = ranges.iter().map(|range| range.low).min().flatten();
        let open = ranges.iter().any(|range| range.high.is_none());
        let high = if open {
            None
        } else {
            ranges.iter().map(|range| range.high).max().flatten()
        };
        KeyRange { low, high, first }
    }

    fn range(&mut self, first: First, value: Value<'_>, domain: Option<u32>) -> KeyRange {
        let number = match value {
            Value::Unknown => return scale(first, domain.map(|_| Decimal::ZERO), domain.map(Decimal::from), domain),
            Value::None => return nothing(first, domain),
            Value::Count(least, most) => {
                return scale(first, Some(Decimal::from(least)), most.map(Decimal::from), domain);
            }
            Value::Number(number) => number,
            Value::Date(date) => Decimal::from(date.num_days_from_ce()),
            Value::Year(year) => Decimal::from(year),
            Value::Member(position) => Decimal::from(position),
            Value::Bool(_) | Value::Text(_) | Value::Title(_) | Value::OtherTitle | Value::Duration(_) => {
                self.fail(EvalError::Malformed);
                return KeyRange {
                    low: None,
                    high: None,
                    first: false,
                };
            }
        };
        scale(first, Some(number), Some(number), domain)
    }
}

/// The greatest position of a key that has a first and a last value: truths, and closed categories.
fn domain(doc: &Document, ty: Type) -> Option<u32> {
    match ty {
        Type::Bool => Some(1),
        Type::Member(set) => {
            let set = doc.sets.get(set.index()).filter(|set| !set.open)?;
            u32::try_from(set.values.len().checked_sub(1)?).ok()
        }
        Type::Number
        | Type::Text
        | Type::Date
        | Type::Moment
        | Type::Year
        | Type::Duration
        | Type::Period
        | Type::Days
        | Type::Title
        | Type::Record(_)
        | Type::List(_)
        | Type::Texts => None,
    }
}

/// An interval of the key's own values on the scale on which greater is first.
fn scale(first: First, low: Option<Decimal>, high: Option<Decimal>, domain: Option<u32>) -> KeyRange {
    let (low, high, best) = match first {
        First::True | First::Greatest => (low, high, domain.map(Decimal::from)),
        First::Least => (
            high.map(|high| -high),
            low.map(|low| -low),
            domain.map(|_| Decimal::ZERO),
        ),
    };
    KeyRange {
        low: low.map(Place::At),
        high: high.map(Place::At),
        first: best.is_some() && low == best,
    }
}

/// `không có`: the last value where there is one, else after everybody who has something.
fn nothing(first: First, domain: Option<u32>) -> KeyRange {
    match (first, domain) {
        (First::True | First::Greatest, Some(_)) => scale(first, Some(Decimal::ZERO), Some(Decimal::ZERO), domain),
        (First::Least, Some(last)) => scale(first, Some(Decimal::from(last)), Some(Decimal::from(last)), domain),
        (First::True | First::Greatest | First::Least, None) => KeyRange {
            low: Some(Place::Nothing),
            high: Some(Place::Nothing),
            first: false,
        },
    }
}

/// Somebody to be ranked.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// The key of the case.
    pub key: String,
    /// Surely eligible.
    pub sure: bool,
    /// Possibly eligible.
    pub possible: bool,
    /// By key of the ranking.
    pub keys: Vec<KeyRange>,
    /// Why keys are not known.
    pub open: Vec<OpenLeaf>,
    /// Why eligibility is not known.
    pub eligibility: Vec<OpenLeaf>,
}
