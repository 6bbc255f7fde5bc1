//! The points that surely fail and make the whole fail, each with what was asked and what was found.
//!
//! Alternatives that all fail are told as alternatives: points of a `một trong` stay points of their own, marked as belonging
//! together ([`Choice`]); the parts of one `hoặc` are one point, said in one sentence. A list that falls short says of each
//! row that is out why it is.

use crate::found::Found;
use crate::ground::Ground;
use crate::reason::{Reader, has_parts, passes_on};
use crate::result::{Choice, Failure};
use crate::trace::{Node, Op, Trace, What};
use crate::value::Value;
use quyche_ir::expr::{Comparison, List, ListSource};
use quyche_ir::{Expr, ExprKind, Outcome, words};

/// How many rows of a list, or groups of rows out for one reason, are told; how many more there are is said.
const ROWS_TOLD: usize = 4;

/// The points that surely fail and make the whole fail; for `một trong` every alternative.
pub fn failures(trace: &Trace<'_>, ground: &Ground<'_>) -> Vec<Failure> {
    let reader = Reader { trace, ground };
    let mut found = Vec::new();
    reader.failing(0, Place::default(), &mut found);
    let mut once: Vec<Failure> = Vec::new();
    for failure in found {
        let known = |other: &Failure| (other.unit, &other.words) == (failure.unit, &failure.words);
        if !once.iter().any(known) {
            once.push(failure);
        }
    }
    once
}

/// Where a node stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Under a negation: it holds, and should not.
    denied: bool,
    /// The alternative it is part of.
    choice: Option<Choice>,
    /// Nothing but alternatives stands between it and that choice.
    direct: bool,
}

impl<'e> Reader<'_, 'e> {
    /// Collects the failing points at or below a node.
    fn failing(&self, at: usize, place: Place, found: &mut Vec<Failure>) {
        let Some(node) = self.node(at) else { return };
        if node.value != failed(place) {
            return;
        }
        if let Some(words) = self.failing_words(at, node, place.denied) {
            found.push(Failure {
                unit: node.unit,
                words,
                choice: place.choice,
            });
            return;
        }
        let alternatives = match node.op {
            Op::Any => !place.denied,
            Op::All => place.denied,
            Op::Gap
            | Op::Gate
            | Op::When
            | Op::Unless
            | Op::Choice
            | Op::Same
            | Op::Not
            | Op::Implies
            | Op::Truth
            | Op::Atom
            | Op::Leaf => false,
        };
        let children = self.failing_children(at, node, place);
        if alternatives && children.len() > 1 {
            self.alternatives(at, node, place, &children, found);
        } else {
            let together = children.len() > 1;
            for (child, denied) in children {
                let direct = place.direct && !together;
                self.failing(
                    child,
                    Place {
                        denied,
                        direct,
                        ..place
                    },
                    found,
                );
            }
        }
    }

    /// The children at which a node fails, and whether they stand under a negation.
    fn failing_children(&self, at: usize, node: &Node<'e>, place: Place) -> Vec<(usize, bool)> {
        let mut children = Vec::new();
        for child in self.trace.children(at) {
            let Some(below) = self.node(child) else { continue };
            let denied = match node.op {
                Op::Not => !place.denied,
                Op::Implies | Op::Gate | Op::Choice if matches!(below.op, Op::When | Op::Unless) => continue,
                Op::All
                | Op::Any
                | Op::Gap
                | Op::Gate
                | Op::When
                | Op::Unless
                | Op::Choice
                | Op::Same
                | Op::Implies
                | Op::Truth
                | Op::Atom
                | Op::Leaf => place.denied,
            };
            if below.value == failed(Place { denied, ..place }) {
                children.push((child, denied));
            }
        }
        children
    }

    /// Several alternatives, none of which holds. Those of one point are one sentence.
    fn alternatives(
        &self,
        at: usize,
        node: &Node<'e>,
        place: Place,
        children: &[(usize, bool)],
        found: &mut Vec<Failure>,
    ) {
        let group = match place.choice.filter(|_| place.direct) {
            Some(choice) => choice.group,
            None => u32::try_from(at).unwrap_or(u32::MAX),
        };
        let mut branches: Vec<Vec<Failure>> = Vec::new();
        for (child, denied) in children {
            let choice = Some(Choice {
                group,
                branch: u32::try_from(*child).unwrap_or(u32::MAX),
            });
            let mut branch = Vec::new();
            let direct = true;
            let denied = *denied;
            self.failing(*child, Place { denied, choice, direct }, &mut branch);
            branches.push(branch);
        }
        branches.retain(|branch| !branch.is_empty());
        let one_point = branches.iter().flatten().all(|failure| failure.unit == node.unit);
        if one_point && matches!(node.what, What::Test(_)) && branches.len() > 1 {
            let mut said: Vec<String> = Vec::new();
            for branch in &branches {
                let parts: Vec<&str> = branch.iter().map(|failure| failure.words.as_str()).collect();
                let words = parts.join(" và ");
                if !said.contains(&words) {
                    said.push(words);
                }
            }
            let words = if let [only] = said.as_slice() {
                only.clone()
            } else {
                format!("một trong: {}", said.join("; hoặc "))
            };
            found.push(Failure {
                unit: node.unit,
                words,
                choice: place.choice,
            });
        } else {
            found.extend(branches.into_iter().flatten());
        }
    }

    /// The words of a leaf; `None` for a node whose parts say it better.
    fn failing_words(&self, at: usize, node: &Node<'e>, denied: bool) -> Option<String> {
        match &node.what {
            What::Test(expr) if denied => {
                (!passes_on(expr)).then(|| format!("cần {}", words::negated(self.ground.doc, expr)))
            }
            What::Test(expr) if has_parts(expr) => None,
            What::Test(expr) => {
                let rows = self.rows_words(at, expr);
                let said = match (&expr.kind, &rows) {
                    (ExprKind::Every { .. }, Some(_)) => format!("cần {}", words::brief(self.ground.doc, expr)),
                    _ => self.test_words(expr, &node.found),
                };
                Some(said + rows.as_deref().unwrap_or_default())
            }
            What::Council(rule) => {
                let words = node.found.own_words();
                let plain = || format!("không đúng {}", self.ground.doc.address(rule.unit));
                Some(if words.is_empty() { plain() } else { words.to_owned() })
            }
            What::Limit(..) => {
                let words = node.found.own_words();
                (!words.is_empty()).then(|| words.to_owned())
            }
            What::Nothing | What::Criterion(_) | What::Item(_) | What::Scope(_) | What::Row | What::Cause(_) => None,
        }
    }

    /// `cần 6 năm, có 5 năm 11 tháng 2 ngày; sớm nhất đủ: 28/07/2026`.
    fn test_words(&self, expr: &Expr, found: &Found<'_>) -> String {
        let doc = self.ground.doc;
        let seen = found.words(self.ground, expr);
        match (&expr.kind, found) {
            (ExprKind::Serves { .. }, Found::Served { wanted, continuous, .. }) => {
                let wanted = if let Value::Duration(duration) = wanted {
                    duration.words()
                } else {
                    words::brief(doc, expr)
                };
                let unbroken = if *continuous { " liên tục" } else { "" };
                format!("cần {wanted}{unbroken}, có {seen}")
            }
            (ExprKind::Judged(id), _) => {
                let text = doc
                    .judgements
                    .get(id.index())
                    .map_or("", |judgement| judgement.text.as_str());
                format!("{} được đánh giá không đạt", words::quoted(text))
            }
            (ExprKind::Submitted(_), _) if !seen.is_empty() => seen,
            (ExprKind::Years { .. } | ExprKind::Every { .. }, _) => format!("cần {}; {seen}", words::brief(doc, expr)),
            (ExprKind::Fact(_), _) => format!("cần {}; hồ sơ ghi: {seen}", words::brief(doc, expr)),
            _ if seen == "không có" => format!("cần {}; hồ sơ ghi: {seen}", words::brief(doc, expr)),
            _ if seen.is_empty() => format!("cần {}", words::brief(doc, expr)),
            _ => format!("cần {}, có {seen}", words::brief(doc, expr)),
        }
    }

    /// Of a list that falls short, the rows that are out and why: `; dòng 2: cần vai là chủ trì, có tham gia`. Of one that
    /// has too many, the rows that are in.
    fn rows_words(&self, at: usize, expr: &Expr) -> Option<String> {
        let (list, wants_more) = counted(expr)?;
        if list.source == ListSource::People {
            return None;
        }
        let rows = self.trace.children(at).into_iter();
        let rows = rows.filter(|row| self.node(*row).is_some_and(|node| matches!(node.what, What::Row)));
        if wants_more {
            let why = rows.map(|row| self.why_out(row)).collect::<Vec<_>>();
            return told_rows(&why);
        }
        let is_in = |row: usize| self.node(row).is_some_and(|node| node.value == Outcome::MET);
        let why = rows.map(|row| is_in(row).then(String::new)).collect::<Vec<_>>();
        told_rows(&why)
    }

    /// Why a row is out; `None` where it is not surely out.
    fn why_out(&self, row: usize) -> Option<String> {
        let node = self.node(row).filter(|node| node.value == Outcome::NOT_MET)?;
        let mut found = Vec::new();
        for (child, denied) in self.failing_children(row, node, Place::default()) {
            self.failing(
                child,
                Place {
                    denied,
                    ..Place::default()
                },
                &mut found,
            );
        }
        let (first, others) = found.split_first()?;
        let mut words = first.words.clone();
        if !others.is_empty() {
            words.push_str(&format!(" (và {} điều kiện nữa)", others.len()));
        }
        Some(words)
    }
}

/// What a failing node comes to.
fn failed(place: Place) -> Outcome {
    if place.denied { Outcome::MET } else { Outcome::NOT_MET }
}

/// The list a condition counts or looks through, and whether it fails for rows that are out rather than for rows that are in.
fn counted(expr: &Expr) -> Option<(&List, bool)> {
    if let ExprKind::Exists { list, at_least, .. } = &expr.kind {
        return Some((list, at_least.is_some()));
    }
    if let ExprKind::Every { list, .. } = &expr.kind {
        return Some((list, true));
    }
    let ExprKind::Compare { op, left, right } = &expr.kind else {
        return None;
    };
    let ExprKind::Count(list) = &left.kind else { return None };
    if matches!(right.kind, ExprKind::Count(_)) {
        return None;
    }
    match op {
        Comparison::AtLeast | Comparison::Greater => Some((list, true)),
        Comparison::AtMost | Comparison::Less => Some((list, false)),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

/// Rows in words, those out for one reason together; `None` where there is none to tell of.
fn told_rows(rows: &[Option<String>]) -> Option<String> {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for (number, why) in (1..).zip(rows) {
        let Some(why) = why else { continue };
        let number: u32 = number;
        match groups.iter_mut().find(|(known, _)| known == why) {
            Some((_, numbers)) => numbers.push(number.to_string()),
            None => groups.push((why, vec![number.to_string()])),
        }
    }
    let more: usize = groups.iter().skip(ROWS_TOLD).map(|(_, numbers)| numbers.len()).sum();
    let mut out = String::new();
    for (why, numbers) in groups.iter().take(ROWS_TOLD) {
        let colon = if why.is_empty() { "" } else { ": " };
        out.push_str(&format!("; dòng {}{colon}{why}", numbers.join(", ")));
    }
    if more > 0 {
        out.push_str(&format!("; và {more} dòng nữa"));
    }
    (!out.is_empty()).then_some(out)
}
