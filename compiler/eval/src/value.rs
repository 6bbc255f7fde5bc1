//! Values of expressions, and how two of them can stand to each other.

use crate::truth::Truth;
use chrono::NaiveDate;
use quyche_ir::expr::Comparison;
use quyche_ir::{Fact, TitleId};
use quyche_time::Duration;
use rust_decimal::Decimal;

/// The value of an expression that is no condition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'e> {
    /// Nobody said.
    Unknown,
    /// `không có`: every test of it is false.
    None,
    /// A truth.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// A count: at least, and at most where there is an end (R5).
    Count(u64, Option<u64>),
    /// Text.
    Text(&'e str),
    /// A date.
    Date(NaiveDate),
    /// A year.
    Year(i32),
    /// A value of a category, by position.
    Member(u32),
    /// A declared title, or `khác` as the rules write it.
    Title(Option<TitleId>),
    /// A title of a fact that is none of the declared ones: which one, nobody said.
    OtherTitle,
    /// A duration.
    Duration(Duration),
}

impl<'e> Value<'e> {
    /// The value a fact holds; `None` for lists, records and periods, which are no values.
    pub fn of(fact: &'e Fact) -> Option<Value<'e>> {
        match fact {
            Fact::Unknown | Fact::Outside(_) => Some(Value::Unknown),
            Fact::None => Some(Value::None),
            Fact::Bool(value) => Some(Value::Bool(*value)),
            Fact::Number(value) => Some(Value::Number(*value)),
            Fact::Text(text) => Some(Value::Text(text)),
            Fact::Date(date) => Some(Value::Date(*date)),
            Fact::Moment(moment) => Some(Value::Date(moment.day)),
            Fact::Year(year) => Some(Value::Year(*year)),
            Fact::Member(position) => Some(Value::Member(*position)),
            Fact::Title(Some(title)) => Some(Value::Title(Some(*title))),
            Fact::Title(None) => Some(Value::OtherTitle),
            Fact::Period(_) | Fact::Texts { .. } | Fact::List(_) | Fact::Record(_) => None,
        }
    }
}

/// The values an expression may have: more than one only where a branch is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Values<'e> {
    /// One.
    One(Value<'e>),
    /// Any of these.
    Many(Vec<Value<'e>>),
}

impl<'e> Values<'e> {
    /// Them all.
    pub fn as_slice(&self) -> &[Value<'e>] {
        match self {
            Values::One(value) => std::slice::from_ref(value),
            Values::Many(values) => values,
        }
    }

    /// The one value; unknown where there may be several.
    pub fn single(&self) -> Value<'e> {
        match self.as_slice() {
            [value] => *value,
            _ => Value::Unknown,
        }
    }
}

/// How two values may stand to each other: a set of {<, =, >}, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation(u8);

impl Relation {
    /// Nothing yet.
    pub const EMPTY: Relation = Relation(0);
    /// The first is less, or comes first.
    pub const LESS: Relation = Relation(1);
    /// Level.
    pub const EQUAL: Relation = Relation(2);
    /// The first is greater, or comes after.
    pub const GREATER: Relation = Relation(4);
    /// Any of the three.
    pub const ANY: Relation = Relation(7);
    /// Surely different.
    const DIFFERENT: Relation = Relation(5);

    /// Both sets together.
    #[must_use]
    pub fn or(self, other: Relation) -> Relation {
        Relation(self.0 | other.0)
    }

    /// Without some.
    #[must_use]
    pub fn without(self, other: Relation) -> Relation {
        Relation(self.0 & !other.0)
    }

    /// Whether all of `other` are possible.
    pub fn may_be(self, other: Relation) -> bool {
        self.0 & other.0 == other.0
    }

    /// How the intervals `[low, high]` (an end of `None` is open) may stand to each other.
    pub fn of_intervals<T: Ord>(left: (Option<&T>, Option<&T>), right: (Option<&T>, Option<&T>)) -> Relation {
        let below = |a: Option<&T>, b: Option<&T>| a.zip(b).is_none_or(|(a, b)| a < b);
        let not_above = |a: Option<&T>, b: Option<&T>| a.zip(b).is_none_or(|(a, b)| a <= b);
        let mut relation = Relation::EMPTY;
        if below(left.0, right.1) {
            relation = relation.or(Relation::LESS);
        }
        if below(right.0, left.1) {
            relation = relation.or(Relation::GREATER);
        }
        if not_above(left.0, right.1) && not_above(right.0, left.1) {
            relation = relation.or(Relation::EQUAL);
        }
        relation
    }

    /// Whether the comparison holds.
    pub fn holds(self, op: Comparison) -> Truth {
        let wanted = match op {
            Comparison::Equal => Relation::EQUAL,
            Comparison::NotEqual => Relation::DIFFERENT,
            Comparison::Less => Relation::LESS,
            Comparison::AtMost => Relation::LESS.or(Relation::EQUAL),
            Comparison::Greater => Relation::GREATER,
            Comparison::AtLeast => Relation::GREATER.or(Relation::EQUAL),
        };
        if self.without(wanted) == Relation::EMPTY {
            Truth::True
        } else if self.0 & wanted.0 == 0 {
            Truth::False
        } else {
            Truth::Unknown
        }
    }
}

/// Whether a comparison of two values holds; `None` where their types do not belong together.
///
/// A test of `không có` is false, so `không là`, which denies the test `là`, is true of it.
pub fn compare(op: Comparison, left: Value<'_>, right: Value<'_>) -> Option<Truth> {
    if left == Value::None || right == Value::None {
        return Some(Truth::of(op == Comparison::NotEqual));
    }
    let ordered = !matches!(op, Comparison::Equal | Comparison::NotEqual);
    let relation = relate(left, right)?;
    if ordered
        && matches!(
            left,
            Value::Bool(_) | Value::Text(_) | Value::Title(_) | Value::OtherTitle
        )
    {
        return None;
    }
    Some(relation.holds(op))
}

fn relate(left: Value<'_>, right: Value<'_>) -> Option<Relation> {
    let point = |ordering: std::cmp::Ordering| match ordering {
        std::cmp::Ordering::Less => Relation::LESS,
        std::cmp::Ordering::Equal => Relation::EQUAL,
        std::cmp::Ordering::Greater => Relation::GREATER,
    };
    let same = |equal: bool| if equal { Relation::EQUAL } else { Relation::DIFFERENT };
    Some(match (left, right) {
        (Value::Unknown, _) | (_, Value::Unknown) | (Value::OtherTitle, Value::OtherTitle) => Relation::ANY,
        (Value::Number(a), Value::Number(b)) => point(a.cmp(&b)),
        (Value::Date(a), Value::Date(b)) => point(a.cmp(&b)),
        (Value::Year(a), Value::Year(b)) => point(a.cmp(&b)),
        (Value::Member(a), Value::Member(b)) => point(a.cmp(&b)),
        (Value::Bool(a), Value::Bool(b)) => same(a == b),
        (Value::Text(a), Value::Text(b)) => same(a == b),
        (Value::Title(a), Value::Title(b)) => same(a == b),
        (Value::OtherTitle, Value::Title(title)) | (Value::Title(title), Value::OtherTitle) => same(title.is_none()),
        (Value::Number(_) | Value::Count(..), Value::Number(_) | Value::Count(..)) => {
            let (a, b) = (interval(left)?, interval(right)?);
            Relation::of_intervals((Some(&a.0), a.1.as_ref()), (Some(&b.0), b.1.as_ref()))
        }
        _ => return None,
    })
}

/// A number or a count as an interval.
pub fn interval(value: Value<'_>) -> Option<(Decimal, Option<Decimal>)> {
    match value {
        Value::Number(number) => Some((number, Some(number))),
        Value::Count(least, most) => Some((Decimal::from(least), most.map(Decimal::from))),
        Value::Unknown
        | Value::None
        | Value::Bool(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Year(_)
        | Value::Member(_)
        | Value::Title(_)
        | Value::OtherTitle
        | Value::Duration(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_compare_as_intervals() {
        let two = Value::Number(Decimal::from(2));
        let at_least = |value| compare(Comparison::AtLeast, value, two);
        assert_eq!(at_least(Value::Count(2, None)), Some(Truth::True));
        assert_eq!(at_least(Value::Count(0, Some(1))), Some(Truth::False));
        assert_eq!(at_least(Value::Count(1, Some(3))), Some(Truth::Unknown));
        assert_eq!(
            compare(Comparison::Equal, Value::Count(2, Some(2)), two),
            Some(Truth::True)
        );
        assert_eq!(
            compare(Comparison::Equal, Value::Count(3, None), two),
            Some(Truth::False)
        );
    }

    #[test]
    fn a_test_of_nothing_is_false() {
        for op in [Comparison::Equal, Comparison::Less, Comparison::AtLeast] {
            assert_eq!(compare(op, Value::None, Value::Year(1)), Some(Truth::False));
        }
        assert_eq!(
            compare(Comparison::NotEqual, Value::None, Value::Year(1)),
            Some(Truth::True)
        );
        assert_eq!(compare(Comparison::Less, Value::Bool(true), Value::Bool(false)), None);
        assert_eq!(compare(Comparison::Equal, Value::Year(1), Value::Bool(false)), None);
    }

    #[test]
    fn another_title_is_no_declared_one() {
        let declared = Value::Title(Some(TitleId(0)));
        assert_eq!(
            compare(Comparison::Equal, Value::OtherTitle, declared),
            Some(Truth::False)
        );
        assert_eq!(
            compare(Comparison::Equal, Value::OtherTitle, Value::Title(None)),
            Some(Truth::True)
        );
        assert_eq!(
            compare(Comparison::Equal, Value::OtherTitle, Value::OtherTitle),
            Some(Truth::Unknown)
        );
    }
}
