//! What came of an example, in words: what it asks about leads, and nothing is said of the rest of the unit. Criteria are
//! told by their class, norms by what they come to and whom they bind, limits by when they end.

use crate::due::{LimitEnd, LimitOf, LimitResult};
use crate::limit_words;
use crate::norms::{Binding, NormResult};
use crate::result::{Basis, Failure, OpenLeaf, PersonResult, Selection, by_cause, leads};
use quyche_ir::model::{Expected, ExpectedKind};
use quyche_ir::{Cause, Document, Outcome, words};

/// How much of an act tells it from another, in characters.
const BRIEF: usize = 60;

/// What of a unit an example asks about, by what it expects.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    class: bool,
    limits: bool,
    norms: bool,
}

/// What came of a limit; by its name where another of the same unit is told too.
fn limit_told(doc: &Document, limit: &LimitResult, all: &[&LimitResult]) -> String {
    let beside = all.iter().filter(|other| other.unit == limit.unit).count() > 1;
    let runs = !matches!(limit.end, LimitEnd::NotRunning);
    let name = limit_words::name(doc, limit.of).filter(|_| beside && runs);
    let name = name.map_or_else(String::new, |name| format!("{name}: "));
    format!("{}: {name}{}", doc.address(limit.unit), limit.words)
}

impl Told {
    /// What these expectations are about.
    pub fn of(expected: &[Expected]) -> Told {
        let mut told = Told::default();
        for one in expected {
            match one.kind {
                ExpectedKind::Class(..) | ExpectedKind::Missing(..) => told.class = true,
                ExpectedKind::Due(_)
                | ExpectedKind::InTime
                | ExpectedKind::Late(_)
                | ExpectedKind::Remaining(_)
                | ExpectedKind::Overdue(_) => told.limits = true,
                ExpectedKind::Binds(_) | ExpectedKind::Free(_) | ExpectedKind::By(..) => told.norms = true,
                ExpectedKind::Selected | ExpectedKind::NotSelected | ExpectedKind::Tied | ExpectedKind::Rank(_) => {}
            }
        }
        told
    }

    /// What came of one person, with the reason.
    pub fn person(self, doc: &Document, person: &PersonResult) -> String {
        let verdict = self.verdict(doc, person);
        if person.key.is_empty() {
            verdict
        } else {
            format!("{}: {verdict}", words::quoted(&person.key))
        }
    }

    /// What came of a case, with the reason.
    pub fn verdict(self, doc: &Document, person: &PersonResult) -> String {
        let assessment = &person.assessment;
        let by_norms = assessment.basis == Basis::Norms || self.norms;
        let by_class = assessment.basis != Basis::Norms && (self.class || !self.norms);
        let mut lead = Vec::new();
        if by_class {
            lead.push(assessment.outcome.class().words().to_owned());
        }
        if by_norms {
            lead.extend(norms_words(doc, &assessment.norms));
        }
        let mut out = lead.join("; ");
        let mut reasons = Vec::new();
        let limits: Vec<&LimitResult> = assessment
            .limits
            .iter()
            .filter(|limit| self.tells(limit, assessment.basis, by_norms))
            .collect();
        if by_class {
            // A limit that was missed is told below as what came of it.
            let missed = |failure: &Failure| {
                let same = |limit: &&LimitResult| limit.unit == failure.unit && limit.words == failure.words;
                limits.iter().any(same)
            };
            let failures = assessment.failures.iter().zip(leads(&assessment.failures));
            let failures = failures.filter(|(failure, _)| !missed(failure));
            reasons.extend(
                failures.map(|(failure, lead)| format!("{lead}{}: {}", doc.address(failure.unit), failure.words)),
            );
        }
        reasons.extend(limits.iter().map(|limit| limit_told(doc, limit, &limits)));
        reasons.extend(Told::causes(doc, person, by_class, by_norms));
        if let Some(standing) = &person.standing {
            let prefix = if standing.if_eligible {
                ", nếu đủ điều kiện thì "
            } else {
                ", "
            };
            out.push_str(prefix);
            out.push_str(selection_words(standing.selection));
            if let Some(rank) = standing.rank {
                out.push_str(&format!(", xếp {rank}"));
            }
        }
        if !reasons.is_empty() {
            out.push_str(&format!(" ({})", reasons.join("; ")));
        }
        out
    }

    /// Whether a limit is told: beside criteria only where a limit is asked about, or it is that of a document asked for; a
    /// norm without one has no more to say than that it binds.
    fn tells(self, limit: &LimitResult, basis: Basis, by_norms: bool) -> bool {
        let asked = match basis {
            Basis::Criteria => self.limits || matches!(limit.of, LimitOf::Document(..)),
            Basis::Limits | Basis::Norms => true,
        };
        let said = match (limit.of, &limit.end) {
            (LimitOf::Norm(_), LimitEnd::NoLimit | LimitEnd::NotRunning) => by_norms,
            (LimitOf::Norm(_), LimitEnd::NotSet | LimitEnd::Unknown | LimitEnd::Day(_))
            | (LimitOf::Deadline(_) | LimitOf::Document(..), _) => false,
        };
        asked && !said
    }

    /// Why what is told is open, each cause once. That the text names nobody stands with whom a norm binds.
    fn causes(doc: &Document, person: &PersonResult, by_class: bool, by_norms: bool) -> Vec<String> {
        let assessment = &person.assessment;
        let said = |leaf: &OpenLeaf| {
            let named = |norm: &NormResult| norm.who.gap && leaf.cause == Cause::Gap(norm.unit) && names_bearer(norm);
            by_norms && assessment.norms.iter().any(named)
        };
        let own = assessment.open.iter().filter(|_| by_class);
        let of_norms = assessment.norms.iter().filter(|_| by_norms).flat_map(norm_open);
        let standing = person.standing.iter().flat_map(|standing| &standing.open);
        let mut open: Vec<OpenLeaf> = Vec::new();
        for leaf in own.chain(of_norms).chain(standing) {
            if !open.contains(leaf) && !said(leaf) {
                open.push(leaf.clone());
            }
        }
        let causes = by_cause(&open).into_iter();
        causes
            .map(|(cause, units)| format!("{}: {}", words::addresses(doc, &units), words::cause(doc, cause)))
            .collect()
    }
}

/// Why the answer is open: of what decides it, and of a ranking.
pub fn all_open(person: &PersonResult) -> impl Iterator<Item = &OpenLeaf> {
    let assessment = &person.assessment;
    let norms = assessment.norms.iter().filter(|_| assessment.basis == Basis::Norms);
    let own = assessment.open.iter().chain(norms.flat_map(norm_open));
    own.chain(person.standing.iter().flat_map(|standing| &standing.open))
}

fn norm_open(norm: &NormResult) -> impl Iterator<Item = &OpenLeaf> {
    norm.open.iter().chain(&norm.who.open)
}

/// Whether the words of a norm say whom it binds.
fn names_bearer(norm: &NormResult) -> bool {
    match norm.binding() {
        Binding::Binds | Binding::Open => true,
        Binding::Lifted | Binding::NotApplicable => false,
    }
}

/// What each norm comes to, those that come to the same together; of several, with what each is about.
fn norms_words(doc: &Document, norms: &[NormResult]) -> Vec<String> {
    let mut alike: Vec<(String, Vec<&NormResult>)> = Vec::new();
    for norm in norms {
        let words = norm.words(doc);
        match alike.iter_mut().find(|(known, _)| *known == words) {
            Some((_, group)) => group.push(norm),
            None => alike.push((words, vec![norm])),
        }
    }
    let idle = alike.len() == 1 && !norms.iter().any(names_bearer);
    let told = alike.into_iter().map(|(words, group)| {
        if norms.len() < 2 || idle {
            return words;
        }
        let acts: Vec<String> = group.into_iter().flat_map(|norm| acts_words(doc, norm)).collect();
        format!("{words} ({})", acts.join(", "))
    });
    told.collect()
}

/// What a norm is about: the beginning of each act; of one that may bind, of those that it may bind to.
fn acts_words(doc: &Document, result: &NormResult) -> Vec<String> {
    let acts = doc.norms.get(result.norm.index()).map_or(&[][..], |norm| &norm.acts);
    let asked = |index: usize| {
        let mut found = result.acts.iter().filter(|(act, _)| *act == index);
        !names_bearer(result) || found.any(|(_, outcome)| outcome.contains(Outcome::MET))
    };
    let acts = acts.iter().enumerate().filter(|(index, _)| asked(*index));
    acts.map(|(_, act)| brief(&act.text)).collect()
}

/// The beginning of a text, cut between words.
fn brief(text: &str) -> String {
    let short: String = text.chars().take(BRIEF).collect();
    if short.len() == text.len() {
        return words::quoted(text);
    }
    let whole = short.rsplit_once(' ').map_or(short.as_str(), |(whole, _)| whole);
    words::quoted(&format!("{whole}…"))
}

/// The answer of a ranking in words.
fn selection_words(selection: Selection) -> &'static str {
    match selection {
        Selection::Selected => "trúng tuyển",
        Selection::NotSelected => "không trúng tuyển",
        Selection::Tied => "chưa phân định",
        Selection::Open => "chưa rõ có trúng tuyển",
        Selection::PassedOnly => "không phải xếp thứ tự",
    }
}
