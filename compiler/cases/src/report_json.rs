//! The review as JSON: codes for programs, words and addresses for people. Written person by person, so that a large
//! review never stands in memory as text.

use crate::outlook::{Outlook, Outlooks};
use crate::report::{self, Verdict, cause_code, selection_words, verdict};
use quyche_eval::due::CalendarUsed;
use quyche_eval::result::{OpenLeaf, PersonResult, RankingState, Reason, Review, Selection, Standing};
use quyche_ir::outcome::{Class, Outcome};
use quyche_ir::{Document, ReadingId, words};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// The version of this form; raised when a reader of the old one would go wrong.
const FORMAT: u32 = 1;

/// Writes the review.
pub(crate) fn write(doc: &Document, review: &Review, ahead: Option<&Outlooks>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &whole(doc, review, ahead)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Whole<'d> {
    format: u32,
    document: About<'d>,
    entry: EntryView<'d>,
    as_of: Option<String>,
    policy: Option<Policy<'d>>,
    /// The work calendar that results rest on; left out where none needed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<CalendarUsed>,
    readings: Vec<ReadingView<'d>>,
    ranking: RankingState,
    quota: Option<u64>,
    counts: Counts,
    /// Faults and doubts of the source that results rest on, with how many; people name them by `at`.
    doubts: Vec<DoubtView<'d>>,
    /// What lies ahead of those who fail; left out where no day of reckoning is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlook: Option<Ahead<'d>>,
    people: People<'d>,
}

#[derive(Serialize)]
struct Ahead<'d> {
    from: String,
    moves: &'d str,
    asked: usize,
    left_out: usize,
}

#[derive(Serialize)]
struct About<'d> {
    number: &'d str,
    title: Option<&'d str>,
    hash: &'d str,
}

#[derive(Serialize)]
struct EntryView<'d> {
    name: &'d str,
    label: String,
    addresses: Vec<&'d str>,
}

#[derive(Serialize)]
struct Policy<'d> {
    name: &'d str,
    words: String,
    because: &'d str,
}

#[derive(Serialize)]
struct ReadingView<'d> {
    name: &'d str,
    question: &'d str,
    answer: &'d str,
    words: String,
    default: bool,
    because: Option<&'d str>,
}

#[derive(Serialize)]
struct Counts {
    people: usize,
    verdicts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    verdict: Verdict,
    words: &'static str,
    people: usize,
}

fn whole<'d>(doc: &'d Document, review: &'d Review, ahead: Option<&'d Outlooks>) -> Whole<'d> {
    let entry = doc.entries.get(review.entry.index());
    let units = entry
        .into_iter()
        .flat_map(|entry| &entry.under)
        .filter_map(|target| target.unit);
    let counts = report::counts(review).into_iter();
    Whole {
        format: FORMAT,
        document: About {
            number: &doc.about.number,
            title: doc.about.title.as_deref(),
            hash: &doc.hash,
        },
        entry: EntryView {
            name: entry.map_or("", |entry| &entry.name),
            label: report::entry_label(doc, review),
            addresses: units.map(|unit| doc.address(unit)).collect(),
        },
        as_of: review.as_of.map(|day| day.to_string()),
        policy: doc.about.measure.as_ref().map(|measure| Policy {
            name: &measure.name,
            words: words::policy(measure),
            because: &measure.because,
        }),
        calendar: review.calendar(),
        readings: readings(doc, review),
        ranking: review.ranking,
        quota: review.quota,
        counts: Counts {
            people: review.people.len(),
            verdicts: counts
                .map(|(verdict, people)| Count {
                    verdict,
                    words: verdict.words(),
                    people,
                })
                .collect(),
        },
        doubts: doubts(doc, review),
        outlook: ahead.map(|ahead| Ahead {
            from: ahead.from.to_string(),
            moves: &ahead.moves,
            asked: ahead.people.len(),
            left_out: ahead.left_out,
        }),
        people: People { doc, review, ahead },
    }
}

/// The readings that were met, with the answers used, in the order of the document.
fn readings<'d>(doc: &'d Document, review: &Review) -> Vec<ReadingView<'d>> {
    let mut met: Vec<(ReadingId, u32)> = Vec::new();
    for pair in review.people.iter().flat_map(|person| &person.assessment.readings) {
        if !met.contains(pair) {
            met.push(*pair);
        }
    }
    met.sort_unstable();
    met.into_iter()
        .filter_map(|(id, answer)| reading(doc, id, answer))
        .collect()
}

fn reading(doc: &Document, id: ReadingId, answer: u32) -> Option<ReadingView<'_>> {
    let reading = doc.readings.get(id.index())?;
    let named = reading.answers.get(answer as usize)?;
    let default = reading.default == answer;
    Some(ReadingView {
        name: &reading.name,
        question: &reading.question,
        answer: &named.name,
        words: named.words(),
        default,
        because: default.then_some(reading.because.as_str()),
    })
}

#[derive(Serialize)]
struct DoubtView<'d> {
    at: u32,
    kind: &'d str,
    address: &'d str,
    words: &'d str,
    people: usize,
}

/// The doubts that somebody's result rests on, in the order of the text.
fn doubts<'d>(doc: &'d Document, review: &Review) -> Vec<DoubtView<'d>> {
    let view = |(at, people): (u32, usize)| {
        let doubt = doc.doubts.get(at as usize)?;
        Some(DoubtView {
            at,
            kind: &doubt.kind,
            address: doubt.unit.map_or("", |unit| doc.address(unit)),
            words: &doubt.text,
            people,
        })
    };
    report::doubt_counts(review).into_iter().filter_map(view).collect()
}

struct People<'d> {
    doc: &'d Document,
    review: &'d Review,
    ahead: Option<&'d Outlooks>,
}

impl Serialize for People<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.review.people.len()))?;
        for (at, person) in self.review.people.iter().enumerate() {
            let outlook = self.ahead.and_then(|ahead| ahead.people.get(&at));
            list.serialize_element(&person_view(self.doc, self.review, person, outlook))?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct Person<'d> {
    key: &'d str,
    verdict: Verdict,
    words: &'static str,
    eligibility: Eligibility,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<StandingView<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<Failure<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<Open<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<Used<'d>>,
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    doubts: &'d [u32],
    reasons: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlook: Option<&'d Outlook>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Tree<'d>>,
}

#[derive(Serialize)]
struct Eligibility {
    code: Class,
    words: &'static str,
    results: Vec<Class>,
}

#[derive(Serialize)]
struct Failure<'d> {
    address: &'d str,
    words: &'d str,
    /// Points with the same number are alternatives of one choice, none of which holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<u32>,
}

#[derive(Serialize)]
struct Open<'d> {
    address: &'d str,
    code: &'static str,
    words: String,
    settled_by: String,
}

#[derive(Serialize)]
struct Used<'d> {
    name: &'d str,
    answer: &'d str,
}

#[derive(Serialize)]
struct StandingView<'d> {
    selection: Selection,
    words: &'static str,
    if_eligible: bool,
    rank: Option<u32>,
    decided_by: Option<&'d str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    level_with: &'d [String],
    #[serde(skip_serializing_if = "is_zero")]
    level_count: u32,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    waits_for: &'d [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    tie_breaker: Option<TieBreaker<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<Open<'d>>,
}

#[derive(Serialize)]
struct TieBreaker<'d> {
    address: &'d str,
    words: String,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn person_view<'d>(
    doc: &'d Document,
    review: &'d Review,
    person: &'d PersonResult,
    outlook: Option<&'d Outlook>,
) -> Person<'d> {
    let verdict = verdict(person);
    let assessment = &person.assessment;
    let used = |(id, answer): &(ReadingId, u32)| {
        let reading = doc.readings.get(id.index())?;
        Some(Used {
            name: &reading.name,
            answer: &reading.answers.get(*answer as usize)?.name,
        })
    };
    Person {
        key: &person.key,
        verdict,
        words: verdict.words(),
        eligibility: eligibility(assessment.outcome),
        standing: person.standing.as_ref().map(|standing| standing_view(doc, standing)),
        failures: assessment
            .failures
            .iter()
            .map(|failure| Failure {
                address: doc.address(failure.unit),
                words: &failure.words,
                choice: failure.choice.map(|choice| choice.group),
            })
            .collect(),
        open: open(doc, &assessment.open),
        readings: assessment.readings.iter().filter_map(used).collect(),
        doubts: &assessment.doubts,
        reasons: report::lines(doc, review, person),
        outlook,
        reason: assessment.reason.as_ref().map(|reason| Tree { doc, reason }),
    }
}

fn eligibility(outcome: Outcome) -> Eligibility {
    let code = outcome.class();
    Eligibility {
        code,
        words: code.words(),
        results: outcome.singles().map(Outcome::class).collect(),
    }
}

fn open<'d>(doc: &'d Document, leaves: &[OpenLeaf]) -> Vec<Open<'d>> {
    let view = |leaf: &OpenLeaf| Open {
        address: doc.address(leaf.unit),
        code: cause_code(&leaf.cause),
        words: words::cause(doc, &leaf.cause),
        settled_by: words::settled_by(doc, &leaf.cause),
    };
    leaves.iter().map(view).collect()
}

fn standing_view<'d>(doc: &'d Document, standing: &'d Standing) -> StandingView<'d> {
    StandingView {
        selection: standing.selection,
        words: selection_words(standing.selection),
        if_eligible: standing.if_eligible,
        rank: standing.rank,
        decided_by: standing.decided_by.map(|unit| doc.address(unit)),
        level_with: &standing.level_with,
        level_count: standing.level_count,
        waits_for: &standing.waits_for,
        tie_breaker: standing.tie_breaker.map(|(unit, party)| TieBreaker {
            address: doc.address(unit),
            words: words::party(doc, party),
        }),
        open: open(doc, &standing.open),
    }
}

/// A node of the tree of reasons and all below it.
struct Tree<'d> {
    doc: &'d Document,
    reason: &'d Reason,
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Node<'d> {
            #[serde(skip_serializing_if = "Option::is_none")]
            address: Option<&'d str>,
            asked: &'d str,
            #[serde(skip_serializing_if = "str::is_empty")]
            found: &'d str,
            outcome: Class,
            words: &'static str,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            open: Vec<String>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            children: Vec<Tree<'d>>,
        }
        let Tree { doc, reason } = self;
        let class = reason.outcome.class();
        let node = Node {
            address: reason.unit.map(|unit| doc.address(unit)),
            asked: &reason.asked,
            found: &reason.found,
            outcome: class,
            words: reason.verdict(),
            open: reason.open.iter().map(|cause| words::cause(doc, cause)).collect(),
            children: reason.children.iter().map(|reason| Tree { doc, reason }).collect(),
        };
        node.serialize(serializer)
    }
}
