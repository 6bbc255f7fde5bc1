//! R11: a council. Its composition is criteria on seats, asked of those who may sit: whoever may not sit and is seated is
//! a breach, and without him size and seats are asked again. Its vote is counted over every completion of what nobody
//! knows.

use crate::errors::EvalError;
use crate::found::Found;
use crate::run::{Element, Origin, Run};
use crate::tables::all;
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::votes::{Ballot, Count, Voter, completions, decide};
use quyche_ir::norm::{Council, CouncilRule, CouncilRuleKind, Item, MemberFields, PlainBase, VoteBase};
use quyche_ir::outcome::PathStep;
use quyche_ir::{Cause, Expr, Fact, FactPath, Outcome, RecordFact, UnitId, words};

/// The members as given.
#[derive(Clone, Copy)]
struct Members<'e> {
    rows: &'e [RecordFact],
    complete: bool,
    fields: MemberFields,
}

/// A seat and what is asked of it.
struct Seat<'e> {
    seat: u32,
    count: Option<u32>,
    conditions: &'e [Expr],
    concurrent: Option<(u32, u32)>,
}

/// A number of members: surely, and possibly besides.
#[derive(Clone, Copy, Default)]
struct Number {
    sure: u32,
    possible: u32,
}

impl Number {
    fn add(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.sure += 1,
            Truth::Unknown => self.possible += 1,
            Truth::False => {}
        }
    }

    /// Whether it is one of these; without a complete list it may always be more.
    fn is_one_of(self, wanted: &[u32], complete: bool) -> Truth {
        let most = if complete { self.sure + self.possible } else { u32::MAX };
        if most == self.sure {
            return Truth::of(wanted.contains(&self.sure));
        }
        let possible = wanted.iter().any(|count| self.sure <= *count && *count <= most);
        if possible { Truth::Unknown } else { Truth::False }
    }

    fn words(self) -> String {
        match self.possible {
            0 => self.sure.to_string(),
            more => format!("từ {} đến {}", self.sure, self.sure + more),
        }
    }
}

impl<'e> Run<'e> {
    /// The rules of a council that stand at or below a unit; all of them where no unit is named.
    pub fn council(&mut self, council: &'e Council, within: Option<UnitId>) -> Outcome {
        if council.record != self.ground.subject {
            self.fail(EvalError::Malformed);
            return Outcome::OPEN;
        }
        let Some(members) = self.members(council) else {
            return Outcome::OPEN;
        };
        let mut outcome = Outcome::NOT_APPLICABLE;
        for rule in &council.rules {
            if within.is_none_or(|unit| self.ground.doc.is_within(rule.unit, unit)) {
                outcome = all(outcome, self.council_rule(council, rule, members));
            }
        }
        outcome
    }

    fn members(&mut self, council: &Council) -> Option<Members<'e>> {
        let fields = council.members;
        let (rows, complete): (&[RecordFact], bool) = match self.subject.get(fields.list) {
            Fact::List(list) => (&list.rows, list.complete),
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
            | Fact::Texts { .. }
            | Fact::Record(_) => {
                self.fail(EvalError::Malformed);
                return None;
            }
        };
        Some(Members { rows, complete, fields })
    }

    fn council_rule(&mut self, council: &'e Council, rule: &'e CouncilRule, members: Members<'e>) -> Outcome {
        let outer = std::mem::replace(&mut self.unit, rule.unit);
        let node = self.enter(Op::Atom, What::Council(rule));
        self.touch(rule.unit);
        let (outcome, found) = match &rule.kind {
            CouncilRuleKind::Size(sizes) => self.size(council, sizes, members),
            CouncilRuleKind::Seat {
                seat,
                count,
                conditions,
                concurrent,
            } => {
                let seat = Seat {
                    seat: *seat,
                    count: *count,
                    conditions,
                    concurrent: *concurrent,
                };
                self.seat(council, &seat, members)
            }
            CouncilRuleKind::Barred(items) => self.barred_rule(items, members),
            CouncilRuleKind::Quorum { .. } => self.quorum(council, rule, members),
            CouncilRuleKind::Vote { base, tie_seat } => self.vote(council, *base, *tie_seat, members),
        };
        if !members.complete {
            let (record, field) = (council.record, members.fields.list);
            self.open_leaf(|_| {
                Cause::Missing(FactPath::Field {
                    record,
                    path: vec![PathStep::Field(field)],
                })
            });
        }
        self.note(node, || Found::Words(found));
        self.leave(node, outcome);
        self.unit = outer;
        outcome
    }

    /// Does something with a member as the innermost row.
    fn inside_member<T>(&mut self, members: Members<'e>, row: usize, inner: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let fact = members.rows.get(row)?;
        self.elements.push(Element {
            fact,
            record: members.fields.record,
            origin: Origin::Members(members.fields.list),
            row: u32::try_from(row).unwrap_or(u32::MAX),
        });
        let value = inner(self);
        self.elements.pop();
        Some(value)
    }

    /// Whether one of these holds of a member, so that he may not sit.
    fn barred_by(&mut self, items: &'e [Item], members: Members<'e>, row: usize) -> Truth {
        self.inside_member(members, row, |run| {
            let mut barred = Truth::False;
            for item in items {
                let outcome = run.item(item, true);
                barred = barred.max(if outcome == Outcome::MET {
                    Truth::True
                } else {
                    Truth::of(outcome.contains(Outcome::MET)).min(Truth::Unknown)
                });
            }
            barred
        })
        .unwrap_or(Truth::Unknown)
    }

    /// Whether a member may sit, by every rule of the council.
    fn may_sit(&mut self, council: &'e Council, members: Members<'e>, row: usize) -> Truth {
        let mut barred = Truth::False;
        for rule in &council.rules {
            if let CouncilRuleKind::Barred(items) = &rule.kind {
                let outer = std::mem::replace(&mut self.unit, rule.unit);
                barred = barred.max(self.barred_by(items, members, row));
                self.unit = outer;
            }
        }
        barred.not()
    }

    fn barred_rule(&mut self, items: &'e [Item], members: Members<'e>) -> (Outcome, String) {
        let mut seated = Truth::False;
        let mut who = Vec::new();
        for row in 0..members.rows.len() {
            let barred = self.barred_by(items, members, row);
            seated = seated.max(barred);
            if barred == Truth::True {
                who.push(member_name(members, row));
            }
        }
        let sound = seated.not();
        let outcome = if members.complete {
            sound.outcome()
        } else {
            sound.min(Truth::Unknown).outcome()
        };
        let found = if who.is_empty() {
            String::new()
        } else {
            format!("không được bố trí {}", who.join(", "))
        };
        (outcome, found)
    }

    fn size(&mut self, council: &'e Council, sizes: &[u32], members: Members<'e>) -> (Outcome, String) {
        let mut number = Number::default();
        for row in 0..members.rows.len() {
            number.add(self.may_sit(council, members, row));
        }
        let wanted: Vec<String> = sizes.iter().map(u32::to_string).collect();
        let found = format!("cần {} thành viên, có {}", wanted.join(" hoặc "), number.words());
        (number.is_one_of(sizes, members.complete).outcome(), found)
    }

    /// Whether a field of a member is this seat; unknown facts are recorded.
    fn holds(&mut self, members: Members<'e>, row: usize, field: quyche_ir::FieldId, seat: u32) -> Truth {
        match members.rows.get(row).map(|member| member.get(field)) {
            Some(Fact::Member(position)) => Truth::of(*position == seat),
            Some(Fact::None) => Truth::False,
            _ => {
                self.inside_member(members, row, |run| {
                    run.open_leaf(|run| Cause::Missing(run.element_path(field)));
                });
                Truth::Unknown
            }
        }
    }

    fn seat(&mut self, council: &'e Council, seat: &Seat<'e>, members: Members<'e>) -> (Outcome, String) {
        let doc = self.ground.doc;
        let name = words::seat(doc, council, seat.seat);
        let (mut number, mut also) = (Number::default(), Number::default());
        let mut sound = Truth::True;
        let mut faults = Vec::new();
        for row in 0..members.rows.len() {
            let sits = self.may_sit(council, members, row);
            let holds = self.holds(members, row, members.fields.seat, seat.seat).min(sits);
            if holds == Truth::False {
                if seat.count.is_none() && sits != Truth::False && !other_seat(council, members, row) {
                    sound = sound.min(sits.not());
                    faults.push(format!("{} không giữ vai nào đã nêu", member_name(members, row)));
                }
                continue;
            }
            number.add(holds);
            if let (Some((_, second)), Some(field)) = (seat.concurrent, members.fields.also) {
                also.add(self.holds(members, row, field, second).min(holds));
            }
            for condition in seat.conditions {
                let met = self
                    .inside_member(members, row, |run| run.test(condition))
                    .unwrap_or(Truth::Unknown);
                sound = sound.min(holds.not().max(met));
                if met == Truth::False {
                    faults.push(format!(
                        "{} cần {}",
                        member_name(members, row),
                        words::expr(doc, condition)
                    ));
                }
            }
        }
        if let Some(count) = seat.count {
            let enough = number.is_one_of(&[count], members.complete);
            sound = sound.min(enough);
            if enough == Truth::False {
                faults.push(format!("cần {count} {name}, có {}", number.words()));
            }
        }
        if let Some((count, second)) = seat.concurrent {
            let enough = also.is_one_of(&[count], members.complete);
            sound = sound.min(enough);
            if enough == Truth::False {
                let second = words::seat(doc, council, second);
                faults.push(format!("cần {count} {name} kiêm {second}, có {}", also.words()));
            }
        }
        if !members.complete {
            sound = sound.min(Truth::Unknown);
        }
        (sound.outcome(), faults.join("; "))
    }

    /// What every member may have done, as far as anybody knows.
    fn voters(&mut self, council: &'e Council, tie_seat: Option<u32>, members: Members<'e>) -> Vec<Voter> {
        const ANY: [Ballot; 4] = [Ballot::For, Ballot::Against, Ballot::Blank, Ballot::Absent];
        let mut voters = Vec::new();
        for row in 0..members.rows.len() {
            let sits = self.may_sit(council, members, row);
            let ballots = match self.ballot(members, row) {
                _ if sits == Truth::False => Vec::new(),
                Some(ballot) => vec![ballot],
                None => {
                    if let Some(vote) = members.fields.vote {
                        self.inside_member(members, row, |run| {
                            run.open_leaf(|run| Cause::Missing(run.element_path(vote.field)));
                        });
                    }
                    ANY.to_vec()
                }
            };
            let chair = tie_seat.map_or(Truth::False, |seat| self.holds(members, row, members.fields.seat, seat));
            voters.push(Voter {
                ballots,
                may_be_out: sits != Truth::True,
                may_sit: sits != Truth::False,
                chair: (chair != Truth::False, chair == Truth::True),
            });
        }
        voters
    }

    fn ballot(&self, members: Members<'e>, row: usize) -> Option<Ballot> {
        let vote = members.fields.vote?;
        let fact = members.rows.get(row)?.get(vote.field);
        if *fact == Fact::None {
            return Some(Ballot::Absent);
        }
        let Fact::Member(position) = fact else { return None };
        let known = [
            (vote.for_, Ballot::For),
            (vote.against, Ballot::Against),
            (vote.blank, Ballot::Blank),
            (vote.absent, Ballot::Absent),
        ];
        known
            .into_iter()
            .find(|(place, _)| place == position)
            .map(|(_, ballot)| ballot)
    }

    fn quorum(&mut self, council: &'e Council, rule: &CouncilRule, members: Members<'e>) -> (Outcome, String) {
        let voters = self.voters(council, None, members);
        let states = completions(&voters).filter(|_| members.complete);
        let Some(states) = states else {
            return (Outcome::OPEN, String::new());
        };
        let outcome = states
            .iter()
            .map(|count| Truth::of(quorate(rule, *count)).outcome())
            .reduce(Outcome::or);
        let found = states.first().filter(|_| states.len() == 1);
        let found = found.map(|count| format!("có mặt {} trên {} thành viên", count.present(), count.members()));
        (outcome.unwrap_or(Outcome::OPEN), found.unwrap_or_default())
    }

    fn vote(
        &mut self,
        council: &'e Council,
        base: VoteBase,
        tie_seat: Option<u32>,
        members: Members<'e>,
    ) -> (Outcome, String) {
        let Some(base) = self.base(base) else {
            return (Outcome::OPEN, String::new());
        };
        let voters = self.voters(council, tie_seat, members);
        let states = completions(&voters).filter(|_| members.complete);
        let Some(states) = states else {
            return (Outcome::OPEN, String::new());
        };
        let quorums = |count: Count| council.rules.iter().all(|rule| quorate(rule, count));
        let results = states.iter().map(|count| {
            let decided = decide(*count, base, tie_seat.is_some());
            (if quorums(*count) { decided } else { Outcome::NOT_MET }, *count)
        });
        let results: Vec<(Outcome, Count)> = results.collect();
        if results.iter().all(|(outcome, _)| *outcome == Outcome::OPEN) {
            self.open_leaf(|run| Cause::Gap(run.unit));
        }
        let found = match results.as_slice() {
            [(_, count)] => vote_words(*count, quorums(*count)),
            _ => String::new(),
        };
        let outcome = results.into_iter().map(|(outcome, _)| outcome).reduce(Outcome::or);
        (outcome.unwrap_or(Outcome::OPEN), found)
    }

    fn base(&mut self, base: VoteBase) -> Option<PlainBase> {
        match base {
            VoteBase::Members => Some(PlainBase::Members),
            VoteBase::Present => Some(PlainBase::Present),
            VoteBase::ForAndAgainst => Some(PlainBase::ForAndAgainst),
            VoteBase::Reading { reading, answers } => {
                let answer = self.answer(reading)?;
                let base = answers.get(answer as usize).copied().flatten();
                if base.is_none() {
                    self.fail(EvalError::Malformed);
                }
                base
            }
        }
    }
}

/// Whether a count meets a quorum; rules that are none are met.
fn quorate(rule: &CouncilRule, count: Count) -> bool {
    let CouncilRuleKind::Quorum {
        strict,
        numerator,
        denominator,
    } = rule.kind
    else {
        return true;
    };
    let present = u64::from(count.present()) * u64::from(denominator.unwrap_or(1));
    let members = if denominator.is_some() {
        u64::from(count.members())
    } else {
        1
    };
    let wanted = u64::from(numerator) * members;
    if strict { present > wanted } else { present >= wanted }
}

fn vote_words(count: Count, quorate: bool) -> String {
    let Count {
        for_,
        against,
        blank,
        absent,
        ..
    } = count;
    let votes = format!("{for_} thuận, {against} chống, {blank} trắng, {absent} vắng");
    if quorate {
        votes
    } else {
        format!("{votes}; không đủ số thành viên có mặt")
    }
}

/// Whether a member holds, or may hold, a seat that some rule names.
fn other_seat(council: &Council, members: Members<'_>, row: usize) -> bool {
    let Some(Fact::Member(held)) = members.rows.get(row).map(|member| member.get(members.fields.seat)) else {
        return true;
    };
    council.rules.iter().any(|rule| match &rule.kind {
        CouncilRuleKind::Seat { seat, .. } => seat == held,
        CouncilRuleKind::Size(_)
        | CouncilRuleKind::Barred(_)
        | CouncilRuleKind::Quorum { .. }
        | CouncilRuleKind::Vote { .. } => false,
    })
}

fn member_name(members: Members<'_>, row: usize) -> String {
    match members.rows.get(row).map(|member| member.get(members.fields.person)) {
        Some(Fact::Text(name)) => name.clone(),
        _ => format!("thành viên dòng {}", row + 1),
    }
}
