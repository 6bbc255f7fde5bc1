//! R6: `N năm liền kề trước Y đều có L`, over a record declared one a year.
//!
//! A year whose known rating is outside the filter is false, complete list or not. A row of unknown year may stand for
//! any year without a row; in a complete list the whole is false where more years have no row than there are rows of
//! unknown year that may pass.

use crate::errors::EvalError;
use crate::found::Found;
use crate::run::Run;
use crate::truth::Truth;
use crate::value::Value;
use quyche_ir::expr::{Expr, List};
use quyche_ir::{Cause, Fact, FieldId};

/// More years than this are no rule a person could meet; a hand-edited document may ask for them.
const MOST_YEARS: u32 = 200;

/// Which years, and where the ratings are.
pub struct YearsTest<'e> {
    pub count: u32,
    pub list: &'e List,
    pub year: FieldId,
}

impl<'e> Run<'e> {
    /// Whether each of the years before Y has a row that passes.
    pub fn years(&mut self, test: &YearsTest<'e>, before_at: &'e Expr, node: usize) -> Truth {
        if test.count > MOST_YEARS {
            self.fail(EvalError::TooDeep);
            return Truth::Unknown;
        }
        let before = self.value(before_at);
        let mut truth = None;
        for value in before.as_slice() {
            let one = match value {
                Value::Year(year) => self.years_before(test, before_at, *year, node),
                Value::None => Truth::False,
                Value::Unknown => Truth::Unknown,
                Value::Bool(_)
                | Value::Number(_)
                | Value::Count(..)
                | Value::Text(_)
                | Value::Date(_)
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
        truth.unwrap_or(Truth::Unknown)
    }

    fn years_before(&mut self, test: &YearsTest<'e>, before_at: &'e Expr, before: i32, node: usize) -> Truth {
        let (list, field) = (test.list, test.year);
        let rows = self.rows(list);
        let count = i32::try_from(test.count).unwrap_or(i32::MAX);
        let first = before.saturating_sub(count);
        let mut found: Vec<(i32, Option<Truth>)> = (first..before).map(|year| (year, None)).collect();
        let mut wild = 0_usize;
        let mut latest = None;
        for at in 0..rows.len() {
            let Some(fact) = rows.get(at) else { break };
            match fact.get(field) {
                Fact::Year(year) => {
                    latest = latest.max(Some(*year));
                    let Some(place) = found.iter_mut().find(|(asked, _)| asked == year) else {
                        continue;
                    };
                    let passes = self.row_truth(list, at, fact);
                    place.1 = Some(place.1.map_or(passes, |known| one_rating(known, passes)));
                }
                Fact::Unknown => {
                    if self.row_truth(list, at, fact) != Truth::False {
                        wild += 1;
                        self.inside_row(list, at, fact, |run| {
                            run.open_leaf(|run| Cause::Missing(run.element_path(field)));
                        });
                    }
                }
                Fact::None => {}
                Fact::Bool(_)
                | Fact::Number(_)
                | Fact::Text(_)
                | Fact::Date(_)
                | Fact::Moment(_)
                | Fact::Member(_)
                | Fact::Outside(_)
                | Fact::Title(_)
                | Fact::Period(_)
                | Fact::Texts { .. }
                | Fact::List(_)
                | Fact::Record(_) => self.fail(EvalError::Malformed),
            }
        }
        self.mark_years(before_at, first, latest);
        let without = found.iter().filter(|(_, truth)| truth.is_none()).count();
        if without > 0 {
            self.more_rows(list, rows.complete);
        }
        let truth = if found.iter().any(|(_, truth)| *truth == Some(Truth::False)) || (rows.complete && without > wild)
        {
            Truth::False
        } else if found.iter().all(|(_, truth)| *truth == Some(Truth::True)) {
            Truth::True
        } else {
            Truth::Unknown
        };
        self.note(node, || Found::Years(found));
        truth
    }
}

/// Two rows of one year are one rating (two different ones are refused beforehand): what either shows holds.
fn one_rating(known: Truth, other: Truth) -> Truth {
    if known == Truth::Unknown { other } else { known }
}
