//! R10: who is surely chosen, surely not, tied at the edge, or open. Input order and names are never a hidden last key.
//!
//! People whose keys are the same stand or fall together, so they are compared group by group. Groups with every key
//! known are sorted once and counted by their place; only groups with an unknown key are compared one by one.

use crate::keys::{Candidate, KeyRange, relation};
use crate::result::{OpenLeaf, Selection, Standing};
use crate::truth::Truth;
use crate::value::Relation;
use quyche_ir::norm::Ranking;
use quyche_ir::{Cause, FactPath};
use std::collections::BTreeMap;

/// More names than this are not listed for one person.
const MOST_NAMES: usize = 50;

/// What a ranking is run with, besides the candidates.
pub struct Terms<'e> {
    pub ranking: &'e Ranking,
    /// Whether the ranking is used at all.
    pub trigger: Truth,
    /// How many are chosen: at least, and at most where there is an end; `None` where the text sets no number.
    pub quota: Option<(u64, Option<u64>)>,
    /// Whether there are no candidates but these.
    pub complete: bool,
    /// Why trigger or quota are not known.
    pub open: Vec<OpenLeaf>,
}

/// What the ranking gives each candidate who may be eligible, in the order given.
pub fn rank(terms: &Terms<'_>, candidates: &[Candidate]) -> Vec<Option<Standing>> {
    let table = Table::new(candidates);
    let verdicts: Vec<Vec<Verdict>> = (0..table.groups.len()).map(|at| table.verdicts(terms, at)).collect();
    let edges = Edges::new(&table, &verdicts);
    let mut standings: Vec<Option<Standing>> = vec![None; candidates.len()];
    for (at, (group, verdicts)) in table.groups.iter().zip(&verdicts).enumerate() {
        for (member, verdict) in group.members.iter().zip(verdicts) {
            let standing = table.standing(terms, at, *member, *verdict, &edges);
            if let Some(place) = standings.get_mut(*member) {
                *place = standing;
            }
        }
    }
    standings
}

/// People with the same keys.
struct Group {
    keys: Vec<KeyRange>,
    /// By name.
    members: Vec<usize>,
    sure: u64,
    possible: u64,
}

/// How many others stand how to somebody.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    possible_not_after: u64,
    sure_before: u64,
    possible_maybe_before: u64,
    sure_not_after: u64,
}

impl Tally {
    fn add(&mut self, relation: Relation, sure: u64, possible: u64) {
        if relation != Relation::GREATER {
            self.possible_not_after += possible;
        }
        if relation == Relation::LESS {
            self.sure_before += sure;
        }
        if relation.may_be(Relation::LESS) {
            self.possible_maybe_before += possible;
        }
        if !relation.may_be(Relation::GREATER) {
            self.sure_not_after += sure;
        }
    }
}

/// The answer for one person, and the rank where least and most agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Verdict {
    selection: Selection,
    rank: Option<u32>,
}

struct Table<'c> {
    candidates: &'c [Candidate],
    /// Groups with every key known, first to last, then the others.
    groups: Vec<Group>,
    known: usize,
    /// Before the n-th known group: how many sure, how many possible.
    before: Vec<(u64, u64)>,
    /// Those whose keys or eligibility are not known, by name.
    unsettled: Vec<(usize, usize)>,
}

impl<'c> Table<'c> {
    fn new(candidates: &'c [Candidate]) -> Self {
        let mut by_keys: BTreeMap<(bool, &[KeyRange]), Vec<usize>> = BTreeMap::new();
        for (at, candidate) in candidates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.possible)
        {
            let known = candidate.keys.iter().all(|key| key.is_known());
            by_keys.entry((known, &candidate.keys)).or_default().push(at);
        }
        // Known groups sort after the others and from last to first: the map turned round is first to last, known first.
        let groups: Vec<Group> = by_keys
            .into_iter()
            .rev()
            .map(|((_, keys), mut members)| {
                members.sort_by(|one, other| name(candidates, *one).cmp(&name(candidates, *other)));
                let sure = members
                    .iter()
                    .filter(|at| candidates.get(**at).is_some_and(|one| one.sure))
                    .count();
                Group {
                    keys: keys.to_vec(),
                    sure: sure as u64,
                    possible: members.len() as u64,
                    members,
                }
            })
            .collect();
        let known = groups
            .iter()
            .take_while(|group| group.keys.iter().all(|key| key.is_known()))
            .count();
        let mut before = vec![(0, 0)];
        for group in groups.iter().take(known) {
            let (sure, possible) = before.last().copied().unwrap_or_default();
            before.push((sure + group.sure, possible + group.possible));
        }
        let mut unsettled: Vec<(usize, usize)> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let open = |member: &&usize| at >= known || candidates.get(**member).is_some_and(|one| !one.sure);
            unsettled.extend(group.members.iter().filter(open).map(|member| (*member, at)));
        }
        unsettled.sort_by(|one, other| name(candidates, one.0).cmp(&name(candidates, other.0)));
        Table {
            candidates,
            groups,
            known,
            before,
            unsettled,
        }
    }

    /// How somebody of the group at `other` may stand to somebody of the group at `at`.
    fn relation(&self, other: usize, at: usize) -> Relation {
        if other < self.known && at < self.known {
            return match other.cmp(&at) {
                std::cmp::Ordering::Less => Relation::LESS,
                std::cmp::Ordering::Equal => Relation::EQUAL,
                std::cmp::Ordering::Greater => Relation::GREATER,
            };
        }
        match (self.groups.get(other), self.groups.get(at)) {
            (Some(other), Some(group)) => relation(&other.keys, &group.keys),
            _ => Relation::ANY,
        }
    }

    /// The tally over everybody outside the group.
    fn tally(&self, at: usize) -> Tally {
        let mut tally = Tally::default();
        let mut from = 0;
        if at < self.known {
            let (sure, possible) = self.before.get(at).copied().unwrap_or_default();
            tally.add(Relation::LESS, sure, possible);
            from = self.known;
        }
        for (other, group) in self
            .groups
            .iter()
            .enumerate()
            .skip(from)
            .filter(|(other, _)| *other != at)
        {
            tally.add(self.relation(other, at), group.sure, group.possible);
        }
        tally
    }

    fn verdicts(&self, terms: &Terms<'_>, at: usize) -> Vec<Verdict> {
        let Some(group) = self.groups.get(at) else {
            return Vec::new();
        };
        let outside = self.tally(at);
        let own = self.relation(at, at);
        let first = group.keys.iter().all(|key| key.first);
        let sure = |member: &usize| self.candidates.get(*member).is_some_and(|one| one.sure);
        let verdict = |sure: bool| {
            let mut tally = outside;
            tally.add(
                own,
                group.sure.saturating_sub(u64::from(sure)),
                group.possible.saturating_sub(1),
            );
            Verdict {
                selection: selection(terms, tally, first),
                rank: rank_of(terms, tally, first),
            }
        };
        let (if_sure, if_not) = (verdict(true), verdict(false));
        group
            .members
            .iter()
            .map(|member| if sure(member) { if_sure } else { if_not })
            .collect()
    }

    fn standing(
        &self,
        terms: &Terms<'_>,
        at: usize,
        member: usize,
        verdict: Verdict,
        edges: &Edges,
    ) -> Option<Standing> {
        let candidate = self.candidates.get(member)?;
        let (level_with, level_count) = self.level(at, member);
        let open = verdict.selection == Selection::Open;
        let decided_by = if terms.trigger == Truth::True {
            let neighbour = edges.neighbour(verdict.selection);
            neighbour.and_then(|neighbour| self.first_difference(at, neighbour))
        } else {
            None
        };
        let tied = verdict.selection == Selection::Tied;
        let waits_for = if open { self.waits_for(at, member) } else { Vec::new() };
        let leaves = if open {
            self.open_leaves(terms, candidate, &waits_for)
        } else {
            Vec::new()
        };
        Some(Standing {
            selection: verdict.selection,
            if_eligible: !candidate.sure,
            rank: verdict.rank,
            decided_by: decided_by
                .and_then(|key| terms.ranking.keys.get(key))
                .map(|key| key.unit),
            level_with,
            level_count,
            tie_breaker: terms.ranking.tie_breaker.filter(|_| tied),
            open: leaves,
            waits_for: waits_for.into_iter().map(|other| other.key.clone()).collect(),
        })
    }

    /// The others who are level on every key, known for sure; the first by name, and how many.
    fn level(&self, at: usize, member: usize) -> (Vec<String>, u32) {
        let Some(group) = self.groups.get(at).filter(|_| self.relation(at, at) == Relation::EQUAL) else {
            return (Vec::new(), 0);
        };
        let others = group.members.iter().filter(|other| **other != member);
        let names = others
            .filter_map(|other| self.candidates.get(*other))
            .map(|one| one.key.clone());
        let names = names.take(MOST_NAMES).collect();
        (names, u32::try_from(group.members.len() - 1).unwrap_or(u32::MAX))
    }

    /// Those whose unknown keys or eligibility can still change somebody's answer, by name.
    fn waits_for(&self, at: usize, member: usize) -> Vec<&'c Candidate> {
        let matters = |(other, group): &&(usize, usize)| {
            let relation = self.relation(*group, at);
            let sure = self.candidates.get(*other).is_some_and(|one| one.sure);
            let single = [Relation::LESS, Relation::EQUAL, Relation::GREATER].contains(&relation);
            *other != member && (!single || (!sure && relation != Relation::GREATER))
        };
        let names = self.unsettled.iter().filter(matters).take(MOST_NAMES);
        names.filter_map(|(other, _)| self.candidates.get(*other)).collect()
    }

    /// Why somebody's answer is open: his own keys, those and the eligibility of the others, trigger, quota, more people.
    fn open_leaves(&self, terms: &Terms<'_>, candidate: &Candidate, others: &[&Candidate]) -> Vec<OpenLeaf> {
        let mut leaves = [candidate.open.as_slice(), terms.open.as_slice()].concat();
        for other in others {
            leaves.extend(other.open.iter().chain(&other.eligibility).cloned());
        }
        if !terms.complete {
            leaves.push(OpenLeaf {
                unit: terms.ranking.unit,
                cause: Cause::Missing(FactPath::People),
            });
        }
        leaves.sort();
        leaves.dedup();
        leaves
    }

    /// The first key on which two groups surely differ; none where an earlier one is open.
    fn first_difference(&self, at: usize, other: usize) -> Option<usize> {
        let (one, other) = (self.groups.get(at)?, self.groups.get(other)?);
        let pairs = one.keys.iter().zip(&other.keys);
        let mut relations = pairs.map(|(one, other)| relation(std::slice::from_ref(one), std::slice::from_ref(other)));
        let first = relations.position(|relation| relation != Relation::EQUAL)?;
        let (one, other) = (one.keys.get(first)?, other.keys.get(first)?);
        let relation = relation(std::slice::from_ref(one), std::slice::from_ref(other));
        [Relation::LESS, Relation::GREATER].contains(&relation).then_some(first)
    }
}

fn name(candidates: &[Candidate], at: usize) -> Option<&str> {
    candidates.get(at).map(|one| one.key.as_str())
}

/// The known groups on either side of the edge of the quota.
struct Edges {
    first_not_selected: Option<usize>,
    last_not_refused: Option<usize>,
}

impl Edges {
    fn new(table: &Table<'_>, verdicts: &[Vec<Verdict>]) -> Self {
        let all = |at: usize, wanted: Selection| {
            verdicts
                .get(at)
                .is_some_and(|all| all.iter().all(|verdict| verdict.selection == wanted))
        };
        Edges {
            first_not_selected: (0..table.known).find(|at| !all(*at, Selection::Selected)),
            last_not_refused: (0..table.known).rev().find(|at| !all(*at, Selection::NotSelected)),
        }
    }

    fn neighbour(&self, selection: Selection) -> Option<usize> {
        match selection {
            Selection::Selected => self.first_not_selected,
            Selection::NotSelected => self.last_not_refused,
            Selection::Tied | Selection::Open | Selection::PassedOnly => None,
        }
    }
}

/// R10's answer, if every case of trigger and quota gives the same.
fn selection(terms: &Terms<'_>, tally: Tally, first: bool) -> Selection {
    let unranked = if terms.ranking.passing_suffices.is_some() {
        Selection::Selected
    } else {
        Selection::PassedOnly
    };
    let ranked = || match terms.quota {
        None => Selection::PassedOnly,
        Some((least, most)) => by_quota(terms, tally, least, most, first),
    };
    match terms.trigger {
        Truth::False => unranked,
        Truth::True => ranked(),
        Truth::Unknown => {
            let ranked = ranked();
            if ranked == unranked { ranked } else { Selection::Open }
        }
    }
}

fn by_quota(terms: &Terms<'_>, tally: Tally, least: u64, most: Option<u64>, first: bool) -> Selection {
    let within = |count: u64| most.is_some_and(|most| most <= count);
    if terms.complete && tally.possible_not_after < least {
        Selection::Selected
    } else if within(tally.sure_before) {
        Selection::NotSelected
    } else if (terms.complete || first) && tally.possible_maybe_before < least && within(tally.sure_not_after) {
        Selection::Tied
    } else {
        Selection::Open
    }
}

/// `xếp N`, where the least and the most agree.
fn rank_of(terms: &Terms<'_>, tally: Tally, first: bool) -> Option<u32> {
    let stands = terms.trigger == Truth::True && (terms.complete || first);
    let agree = tally.sure_before == tally.possible_maybe_before;
    (stands && agree).then(|| u32::try_from(tally.sure_before + 1).unwrap_or(u32::MAX))
}
