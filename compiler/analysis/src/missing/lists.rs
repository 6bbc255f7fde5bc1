//! What lists are asked for: rows that pass, rows to add, lists to complete, time served.

use super::change::{Base, Change, Edit, Spot};
use super::constant::{policy, start_of};
use super::sets::{Sets, all, any, given};
use super::solve::{Frame, Solver};
use chrono::{Datelike, NaiveDate};
use quyche_ir::expr::{Expr, ExprKind, List, ListSource, Type};
use quyche_ir::facts::PeriodEnd;
use quyche_ir::outcome::PathStep;
use quyche_ir::{Fact, FieldId, PeriodFact, RecordFact};

/// How many ways of making one row are looked at.
const WAYS: usize = 2;

/// A list as it stands: where, its rows, and whether there are no others.
struct Standing<'d> {
    spot: Spot,
    rows: &'d [RecordFact],
    complete: bool,
}

impl<'d> Solver<'d> {
    fn standing(&self, list: &'d List) -> Option<Standing<'d>> {
        let ListSource::Fact(place) = &list.source else {
            return None;
        };
        let spot = self.spot(place)?;
        Some(match self.fact(place) {
            Some(Fact::List(facts)) => Standing {
                spot,
                rows: &facts.rows,
                complete: facts.complete,
            },
            Some(Fact::None) => Standing {
                spot,
                rows: &[],
                complete: true,
            },
            Some(_) | None => Standing {
                spot,
                rows: &[],
                complete: false,
            },
        })
    }

    /// The reader inside an existing row.
    fn inside(&self, standing: &Standing<'d>, list: &List, row: usize) -> Solver<'d> {
        let mut steps = standing.spot.steps.clone();
        steps.push(PathStep::Row(u32::try_from(row).unwrap_or(u32::MAX)));
        let mut inside = self.clone();
        inside.frames.push(Frame {
            base: standing.spot.base,
            steps,
            fact: standing.rows.get(row),
            record: list.record,
        });
        inside
    }

    fn passes(&self, list: &'d List) -> Sets {
        all(list.filters.iter().map(|filter| self.test(filter, true)))
    }

    fn fails(&self, list: &'d List) -> Sets {
        any(list.filters.iter().map(|filter| self.test(filter, false)))
    }

    /// A new row for which `asked` holds.
    fn new_row(&self, list: &'d List, more: Vec<(FieldId, Fact)>, asked: impl FnOnce(&Solver<'d>) -> Sets) -> Sets {
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        if self.only_unknown && standing.complete {
            return Vec::new();
        }
        let level = self.frames.len();
        let mut inside = self.clone();
        inside.frames.push(Frame {
            base: Base::New(level),
            steps: Vec::new(),
            fact: None,
            record: list.record,
        });
        let mut sets = Vec::new();
        for way in asked(&inside).into_iter().take(WAYS) {
            let mut row = RecordFact::default();
            for (field, fact) in &more {
                row.set(*field, fact.clone());
            }
            let mut others: Vec<Edit> = Vec::new();
            for edit in way {
                match row_spot(&edit.change, level) {
                    Some(spot) => edit.change.apply_to(&mut row, &spot.steps),
                    None => others.push(edit),
                }
            }
            others.push(Edit {
                unit: self.unit,
                change: Change::Row {
                    spot: standing.spot.clone(),
                    record: list.record,
                    row,
                },
            });
            sets.push(others);
        }
        sets
    }

    fn complete(&self, standing: &Standing<'d>) -> Sets {
        if standing.complete {
            given()
        } else {
            self.edit(Change::Complete {
                spot: standing.spot.clone(),
            })
        }
    }

    /// `có ít nhất n`, `không quá n`, or their opposite.
    pub fn exists(&self, list: &'d List, at_least: Option<u32>, at_most: Option<u32>, want: bool) -> Sets {
        let least = at_least.map(|count| {
            if want {
                self.at_least(list, count)
            } else {
                self.fewer(list, count)
            }
        });
        let most = at_most.map(|count| match count.checked_add(1) {
            Some(more) if want => self.fewer(list, more),
            Some(more) => self.at_least(list, more),
            None => given(),
        });
        let parts = least.into_iter().chain(most);
        if want { all(parts) } else { any(parts) }
    }

    fn at_least(&self, list: &'d List, count: u32) -> Sets {
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let rows: Vec<Sets> = (0..standing.rows.len())
            .map(|row| self.inside(&standing, list, row).passes(list))
            .collect();
        let count = count as usize;
        let passing = rows.iter().filter(|row| row.iter().any(Vec::is_empty)).count();
        let Some(short) = count.checked_sub(passing).filter(|short| *short > 0) else {
            return given();
        };
        let may: Vec<&Sets> = rows
            .iter()
            .filter(|row| !row.is_empty() && !row.iter().any(Vec::is_empty))
            .collect();
        let new = self.new_row(list, Vec::new(), |inside| inside.passes(list));
        let mut ways: Vec<Sets> = Vec::new();
        if short == 1 {
            ways.extend(may.iter().map(|row| (*row).clone()));
        }
        for old in (0..=short.min(may.len())).rev() {
            let some = may.iter().take(old).map(|row| (*row).clone());
            ways.push(with_rows(all(some), &new, short - old));
        }
        any(ways)
    }

    /// Surely fewer than so many.
    fn fewer(&self, list: &'d List, count: u32) -> Sets {
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let rows: Vec<Sets> = (0..standing.rows.len())
            .map(|row| self.inside(&standing, list, row).fails(list))
            .collect();
        let stay = (count as usize).saturating_sub(1);
        let mut fail: Vec<Sets> = rows.iter().filter(|row| !row.is_empty()).cloned().collect();
        let cannot = rows.len() - fail.len();
        if cannot > stay {
            return Vec::new();
        }
        fail.sort_by_key(|row| row.iter().map(Vec::len).min());
        all(fail.into_iter().chain([self.complete(&standing)]))
    }

    /// `mọi L đều P`, or its opposite.
    pub fn every(&self, list: &'d List, body: &'d Expr, want: bool) -> Sets {
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let rows = (0..standing.rows.len()).map(|row| self.inside(&standing, list, row));
        if want {
            let each = rows.map(|row| any([row.test(body, true), row.fails(list)]));
            let parts: Vec<Sets> = each.chain([self.complete(&standing)]).collect();
            return all(parts);
        }
        let old = rows.map(|row| all([row.passes(list), row.test(body, false)]));
        let new = self.new_row(list, Vec::new(), |inside| {
            all([inside.passes(list), inside.test(body, false)])
        });
        any(old.chain([new]))
    }

    /// A row for each of the years before Y, or one year without.
    pub fn years(&self, count: u32, before: &'d Expr, list: &'d List, year: FieldId, want: bool) -> Sets {
        let known = self.constant(before);
        let (asked, before) = match (known, &before.kind, self.day) {
            (Some(Fact::Year(year)), _, _) => (given(), year),
            (None, ExprKind::Fact(place), Some(day)) => {
                (self.set(place, Type::Year, Fact::Year(day.year())), day.year())
            }
            (_, _, _) => return Vec::new(),
        };
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let count = i32::try_from(count).unwrap_or(0).min(50);
        let each = (before.saturating_sub(count)..before).map(|asked| {
            let of_year = |row: &RecordFact| *row.get(year) == Fact::Year(asked);
            match standing.rows.iter().position(of_year) {
                Some(row) => {
                    let inside = self.inside(&standing, list, row);
                    if want { inside.passes(list) } else { inside.fails(list) }
                }
                None => self.new_row(list, vec![(year, Fact::Year(asked))], |inside| {
                    if want { inside.passes(list) } else { inside.fails(list) }
                }),
            }
        });
        let each: Vec<Sets> = each.collect();
        all([asked, if want { all(each) } else { any(each) }])
    }

    /// Service that reaches the duration by the day of reckoning, or surely does not.
    pub fn serves(&self, period: &'d Expr, at_least: &'d Expr, want: bool) -> Sets {
        if let ExprKind::AsOf { day, body } = &period.kind {
            let mut inside = self.clone();
            inside.day = self.constant_day(day);
            return inside.serves(body, at_least, want);
        }
        let ExprKind::Period { list, field, .. } = &period.kind else {
            return match self.chosen(period) {
                Some(period) => self.serves(period, at_least, want),
                None => Vec::new(),
            };
        };
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let rows = (0..standing.rows.len()).map(|row| self.inside(&standing, list, row));
        if !want {
            let fail = rows.map(|row| {
                let fails = row.fails(list);
                if fails.is_empty() { given() } else { fails }
            });
            return all(fail.chain([self.complete(&standing)]).collect::<Vec<_>>());
        }
        let (Some(day), Some(duration)) = (self.day, self.duration(at_least)) else {
            return Vec::new();
        };
        let Some(start) = start_of(policy(self.doc), day, duration) else {
            return Vec::new();
        };
        let long = PeriodFact {
            start: Some(start),
            end: PeriodEnd::Running,
        };
        let mended: Vec<Sets> = rows.filter_map(|row| row.mended(list, *field, long)).collect();
        let old = if mended.is_empty() { Vec::new() } else { all(mended) };
        let new = self.new_row(list, vec![(*field, Fact::Period(long))], |inside| inside.passes(list));
        any([old, new])
    }

    /// An existing row with what nobody told of it filled in; `None` where nothing is open in it, or it cannot pass.
    fn mended(&self, list: &'d List, field: FieldId, long: PeriodFact) -> Option<Sets> {
        let frame = self.frames.last()?;
        let mut unknown = self.clone();
        unknown.only_unknown = true;
        let filters: Sets = unknown.passes(list).into_iter().take(1).collect();
        let known = frame.fact?.get(field);
        let period = if let Fact::Period(period) = known {
            filled(*period, long)
        } else {
            matches!(known, Fact::Unknown).then_some(long)
        };
        let told = period.map_or_else(given, |period| {
            let mut steps = frame.steps.clone();
            steps.push(PathStep::Field(field));
            self.edit(Change::Set {
                spot: Spot {
                    base: frame.base,
                    steps,
                },
                ty: Type::Period,
                to: Fact::Period(period),
            })
        });
        let sets = all([filters, told]);
        (!sets.is_empty() && !sets.iter().any(Vec::is_empty)).then_some(sets)
    }

    /// A day inside the service there is.
    pub fn within(&self, date: &'d Expr, period: &'d Expr) -> Sets {
        let ExprKind::Period { list, field, .. } = &period.kind else {
            return match self.chosen(period) {
                Some(period) => self.within(date, period),
                None => Vec::new(),
            };
        };
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let periods: Vec<PeriodFact> = standing.rows.iter().filter_map(|row| period_of(row, *field)).collect();
        let last = |period: &PeriodFact| until(period.end).map_or(self.day, |end| self.day.map(|day| day.min(end)));
        if let Some(Fact::Date(known)) = self.constant(date) {
            let covers = |period: &PeriodFact| {
                period.start.is_some_and(|start| start <= known) && last(period).is_some_and(|end| known <= end)
            };
            if periods.iter().any(covers) {
                return given();
            }
        }
        let ExprKind::Fact(place) = &date.kind else {
            return Vec::new();
        };
        let days = periods
            .iter()
            .rev()
            .filter(|period| period.start <= last(period))
            .filter_map(last);
        any(days.map(|day| self.set(place, Type::Date, Fact::Date(day))))
    }
}

impl<'d> Solver<'d> {
    /// A day outside the service there is: rows that do not pass, or that end the day before.
    pub fn outside(&self, date: &'d Expr, period: &'d Expr) -> Sets {
        let ExprKind::Period { list, field, .. } = &period.kind else {
            return match self.chosen(period) {
                Some(period) => self.outside(date, period),
                None => Vec::new(),
            };
        };
        let Some(standing) = self.standing(list) else {
            return Vec::new();
        };
        let Some(Fact::Date(day)) = self.constant(date) else {
            return Vec::new();
        };
        let each = (0..standing.rows.len()).map(|row| self.inside(&standing, list, row).before(list, *field, day));
        all(each.chain([self.complete(&standing)]).collect::<Vec<_>>())
    }

    /// The row the reader stands in, kept from holding this day.
    fn before(&self, list: &'d List, field: FieldId, day: NaiveDate) -> Sets {
        let Some(frame) = self.frames.last() else {
            return Vec::new();
        };
        let known = frame.fact.map_or(&Fact::Unknown, |row| row.get(field));
        let (start, open) = if let Fact::Period(period) = known {
            let after = period.start.is_some_and(|start| day < start);
            if after || until(period.end).is_some_and(|end| end < day) {
                return given();
            }
            (period.start, period.start.is_none() || period.end == PeriodEnd::Unknown)
        } else if matches!(known, Fact::None) {
            return given();
        } else {
            (None, true)
        };
        let last = day.pred_opt();
        let ended = PeriodFact {
            start: start.filter(|start| Some(*start) <= last).or(last),
            end: last.map_or(PeriodEnd::Unknown, PeriodEnd::On),
        };
        let mut steps = frame.steps.clone();
        steps.push(PathStep::Field(field));
        let spot = Spot {
            base: frame.base,
            steps,
        };
        let set = Change::Set {
            spot,
            ty: Type::Period,
            to: Fact::Period(ended),
        };
        let end = if open || !self.only_unknown {
            self.edit(set)
        } else {
            Vec::new()
        };
        any([self.fails(list), end])
    }
}

/// A period with what nobody told of it filled in from a long one; `None` where all of it is told.
fn filled(period: PeriodFact, long: PeriodFact) -> Option<PeriodFact> {
    if period.start.is_some() && period.end != PeriodEnd::Unknown {
        return None;
    }
    let early = until(period.end).map_or(long.start, |end| long.start.map(|start| start.min(end)));
    let end = if period.end == PeriodEnd::Unknown {
        PeriodEnd::Running
    } else {
        period.end
    };
    Some(PeriodFact {
        start: period.start.or(early),
        end,
    })
}

fn period_of(row: &RecordFact, field: FieldId) -> Option<PeriodFact> {
    if let Fact::Period(period) = row.get(field) {
        Some(*period)
    } else {
        None
    }
}

fn until(end: PeriodEnd) -> Option<NaiveDate> {
    if let PeriodEnd::On(day) = end { Some(day) } else { None }
}

/// The place a change has inside the row being made at this level.
fn row_spot(change: &Change, level: usize) -> Option<&Spot> {
    match change {
        Change::Set { spot, .. }
        | Change::Judge { spot, .. }
        | Change::Row { spot, .. }
        | Change::Complete { spot } => Some(spot).filter(|spot| spot.base == Base::New(level)),
        Change::Signed(_) => None,
    }
}

/// With so many new rows besides; equal rows count each.
fn with_rows(sets: Sets, new: &Sets, count: usize) -> Sets {
    if count == 0 {
        return sets;
    }
    let mut out = Vec::new();
    for set in &sets {
        for way in new {
            let mut set = set.clone();
            for _ in 0..count {
                let rows = way
                    .iter()
                    .filter(|edit| !set.contains(edit) || matches!(edit.change, Change::Row { .. }));
                let rows: Vec<Edit> = rows.cloned().collect();
                set.extend(rows);
            }
            out.push(set);
        }
    }
    out
}
