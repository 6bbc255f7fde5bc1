//! Statements in words: one line a condition, indented as the items nest.

use super::UNKNOWN;
use super::expr::expr;
use super::limit::{limit, recurrence};
use super::names::{bearer, parties, party, record, title};
use super::text::{capital, date, indent, joined, spaced};
use crate::expr::{Expr, ExprKind, Target, Type};
use crate::ids::TitleId;
use crate::model::{About, Definition, Document, Effect, Entry, Reading};
use crate::norm::{
    Act, Body, Copies, Criterion, Deadline, Dossier, DossierItem, First, Gate, Item, Key, Norm, NormKind, Party,
    Ranking, Scope,
};

/// What narrows a statement: `khi …; trừ khi …; tính đến …`; empty where nothing does.
pub fn gate(doc: &Document, gate: &Gate) -> String {
    let mut words = Vec::new();
    let under = gate.from_reading.and_then(|(reading, answer)| {
        let reading = doc.readings.get(reading.index())?;
        let answer = reading.answers.get(answer as usize)?;
        Some(format!(
            " (theo cách hiểu {}: {})",
            spaced(&reading.name),
            answer.words()
        ))
    });
    let under = under.unwrap_or_default();
    words.extend(gate.from.map(|day| format!("từ ngày {}{under}", date(day))));
    words.extend(gate.until.map(|day| format!("đến hết ngày {}", date(day))));
    words.extend(gate.when.as_ref().map(|when| format!("khi {}", expr(doc, when))));
    words.extend(
        gate.unless
            .as_ref()
            .map(|unless| format!("trừ khi {}", expr(doc, unless))),
    );
    words.extend(gate.as_of.as_ref().map(|day| format!("tính đến {}", expr(doc, day))));
    words.join("; ")
}

fn in_brackets(doc: &Document, one: &Gate) -> String {
    let words = gate(doc, one);
    if words.is_empty() { words } else { format!(" [{words}]") }
}

/// What `đáp ứng` asks for: the address, or the criterion's name where a criterion was named.
pub fn target(doc: &Document, target: &Target) -> String {
    let mut words = match (target.unit, target.criteria.as_slice()) {
        (Some(unit), _) => doc.address(unit).to_owned(),
        (None, all) => {
            let names: Vec<String> = all
                .iter()
                .map(|id| {
                    doc.criteria.get(id.index()).map_or_else(
                        || UNKNOWN.to_owned(),
                        |criterion| match criterion
                            .label
                            .clone()
                            .or_else(|| criterion.name.as_deref().map(spaced))
                        {
                            Some(name) => format!(
                                "tiêu chuẩn {} ({})",
                                super::uncapital(&name),
                                doc.address(criterion.unit)
                            ),
                            None => doc.address(criterion.unit).to_owned(),
                        },
                    )
                })
                .collect();
            joined(&names, "và")
        }
    };
    if let Some(id) = target.title {
        words.push_str(&format!(" (như đối với {})", title(doc, Some(id))));
    }
    words
}

/// Several of them.
pub fn targets(doc: &Document, all: &[Target]) -> String {
    let words: Vec<String> = all.iter().map(|one| target(doc, one)).collect();
    joined(&words, "và")
}

/// What a criterion asks, in one line where it is one condition: `đạt tất cả các điểm sau`, or the condition itself.
pub fn body(doc: &Document, body: &Body) -> String {
    match body {
        Body::All(_) => "đạt tất cả các điều kiện sau".to_owned(),
        Body::Any(_) => "đạt một trong các điều kiện sau".to_owned(),
        Body::Test(test) => expr(doc, test),
        Body::Meets(all) => format!("đáp ứng {}", targets(doc, all)),
    }
}

/// A condition longer than this, in characters, gives each of its parts a line of its own.
const LONG: usize = 110;

/// The parts of a long condition, and the word that joins them.
fn parts<'a>(doc: &Document, body: &'a Body) -> Option<(&'static str, &'a [Expr])> {
    let Body::Test(test) = body else { return None };
    let (lead, parts) = if let ExprKind::And(parts) = &test.kind {
        ("đủ các vế sau", parts)
    } else if let ExprKind::Or(parts) = &test.kind {
        ("một trong các vế sau", parts)
    } else {
        return None;
    };
    (expr(doc, test).chars().count() > LONG).then_some((lead, parts.as_slice()))
}

/// The first line of a body: the condition itself, or what is asked of the lines below.
fn lead(doc: &Document, one: &Body) -> String {
    parts(doc, one).map_or_else(|| body(doc, one), |(lead, _)| lead.to_owned())
}

fn has_lines(doc: &Document, body: &Body) -> bool {
    matches!(body, Body::All(_) | Body::Any(_)) || parts(doc, body).is_some()
}

/// The lines below a body's first, `level` levels in: one an item with its marker, or one a part of a long condition; none
/// for a short condition.
pub fn body_lines(doc: &Document, body: &Body, level: usize) -> Vec<String> {
    match body {
        Body::All(items) | Body::Any(items) => items.iter().flat_map(|one| item_lines(doc, one, level)).collect(),
        Body::Test(_) | Body::Meets(_) => {
            let parts = parts(doc, body).map_or(&[][..], |(_, parts)| parts);
            parts
                .iter()
                .map(|part| indent(level, &format!("• {}", expr(doc, part))))
                .collect()
        }
    }
}

/// An item in one line, without what is below it.
pub fn item(doc: &Document, item: &Item) -> String {
    let colon = if has_lines(doc, &item.body) { ":" } else { "" };
    format!("{}{}{colon}", lead(doc, &item.body), in_brackets(doc, &item.gate))
}

fn marker(doc: &Document, unit: crate::UnitId) -> String {
    doc.unit(unit)
        .map_or_else(|| UNKNOWN.to_owned(), |unit| unit.step.words())
}

fn item_lines(doc: &Document, one: &Item, level: usize) -> Vec<String> {
    let mut lines = vec![indent(level, &format!("{}: {}", marker(doc, one.unit), item(doc, one)))];
    lines.extend(body_lines(doc, &one.body, level + 1));
    lines
}

/// The words before a statement: its name, whom it binds and its tails, as `name, cho A (khi …)`.
fn head(kind: &str, name: Option<&String>, label: Option<&String>) -> String {
    match (label, name) {
        (Some(label), _) => format!("{kind} “{label}”"),
        (None, Some(name)) => format!("{kind} {}", spaced(name)),
        (None, None) => kind.to_owned(),
    }
}

fn titles(doc: &Document, all: &[TitleId]) -> String {
    let words: Vec<String> = all.iter().map(|id| title(doc, Some(*id))).collect();
    joined(&words, "và")
}

/// A criterion: a line that says whom and when it binds, then one line a condition.
pub fn criterion_lines(doc: &Document, criterion: &Criterion) -> Vec<String> {
    let mut first = head("Tiêu chuẩn", criterion.name.as_ref(), criterion.label.as_ref());
    if !criterion.titles.is_empty() {
        first.push_str(&format!(" cho {}", titles(doc, &criterion.titles)));
    }
    first.push_str(&in_brackets(doc, &criterion.gate));
    let colon = if has_lines(doc, &criterion.body) { ":" } else { "" };
    first.push_str(&format!(": {}{colon}", lead(doc, &criterion.body)));
    let mut lines = vec![first];
    lines.extend(body_lines(doc, &criterion.body, 1));
    lines
}

/// A scope: whom the unit and all below it concern, from when, except whom, and where else one is sent.
pub fn scope_lines(doc: &Document, scope: &Scope) -> Vec<String> {
    let mut first = String::from("Chỉ áp dụng");
    if let Some(subject) = scope.subject {
        first.push_str(&format!(" đối với {}", record(doc, subject)));
    }
    let mut parts: Vec<String> = scope.filter.iter().map(|filter| expr(doc, filter)).collect();
    let tails = gate(doc, &scope.gate);
    if !parts.is_empty() {
        first.push_str(&format!(" mà {}", joined(&std::mem::take(&mut parts), "và")));
    }
    if !tails.is_empty() {
        first.push_str(&format!(" [{tails}]"));
    }
    let narrows = scope.subject.is_some() || !scope.filter.is_empty() || !tails.is_empty();
    let mut lines = if narrows {
        vec![first]
    } else {
        vec!["Chuyển sang nơi khác".to_owned()]
    };
    for redirect in &scope.redirects {
        lines.push(indent(
            1,
            &format!(
                "khi {} thì theo {}",
                expr(doc, &redirect.when),
                doc.address(redirect.to)
            ),
        ));
    }
    lines
}

/// What a key puts first: `thành tích cao hơn`, `ngày sinh sớm hơn`; a truth in its own words.
pub fn key(doc: &Document, key: &Key) -> String {
    let value = expr(doc, &key.value);
    let is_count = matches!(key.value.kind, ExprKind::Count(_));
    let side = match (key.first, key.value.ty) {
        (First::True, _) => return value,
        (First::Greatest, Type::Date | Type::Year) => "muộn hơn",
        (First::Least, Type::Date | Type::Year) => "sớm hơn",
        (First::Greatest, Type::Days | Type::Duration) => "nhiều hơn",
        (First::Least, Type::Days | Type::Duration) => "ít hơn",
        (First::Greatest, _) if is_count => "nhiều hơn",
        (First::Least, _) if is_count => "ít hơn",
        (First::Greatest, _) => "cao hơn",
        (First::Least, _) => "thấp hơn",
    };
    format!("{value} {side}")
}

/// The four kinds of a norm.
pub fn norm_kind(kind: NormKind) -> &'static str {
    match kind {
        NormKind::Duty => "Nghĩa vụ",
        NormKind::Power => "Quyền",
        NormKind::Authority => "Thẩm quyền",
        NormKind::Prohibition => "Cấm",
    }
}

/// A duty, power, authority or prohibition.
pub fn norm_lines(doc: &Document, norm: &Norm) -> Vec<String> {
    let mut first = head(norm_kind(norm.kind), norm.name.as_ref(), norm.label.as_ref());
    match &norm.bearer {
        Some(who) if norm.kind == NormKind::Prohibition => first.push_str(&format!(" {}", bearer(doc, who))),
        Some(who) => first.push_str(&format!(" của {}", bearer(doc, who))),
        None if norm.kind == NormKind::Prohibition => first.push_str(" (văn bản không nêu cấm ai)"),
        None => first.push_str(" (văn bản không nêu của ai)"),
    }
    if !norm.towards.is_empty() {
        first.push_str(&format!(" đối với {}", parties(doc, &norm.towards)));
    }
    first.push_str(&in_brackets(doc, &norm.gate));
    let mut tail = String::new();
    if let Some(often) = &norm.recurrence {
        tail.push_str(&format!(", {}", recurrence(doc, often)));
    }
    if let Some(until) = &norm.limit {
        tail.push_str(&format!(", {}", limit(doc, until)));
    }
    if let ([only], unit) = (norm.acts.as_slice(), norm.unit)
        && only.unit == unit
    {
        return vec![format!("{first}: {}{tail}", act(doc, only))];
    }
    let mut lines = vec![format!("{first}{tail}:")];
    lines.extend(
        norm.acts
            .iter()
            .map(|one| indent(1, &format!("{}: {}", marker(doc, one.unit), act(doc, one)))),
    );
    lines
}

fn act(doc: &Document, one: &Act) -> String {
    format!("{}{}", one.text, in_brackets(doc, &one.gate))
}

/// A deadline.
pub fn deadline_lines(doc: &Document, deadline: &Deadline) -> Vec<String> {
    let mut first = head("Thời hạn", deadline.name.as_ref(), deadline.label.as_ref());
    if let Some(who) = &deadline.bearer {
        first.push_str(&format!(" của {}", bearer(doc, who)));
    }
    if !deadline.towards.is_empty() {
        first.push_str(&format!(" đối với {}", parties(doc, &deadline.towards)));
    }
    first.push_str(&in_brackets(doc, &deadline.gate));
    vec![format!("{first}: {}", limit(doc, &deadline.limit))]
}

/// A dossier: one line a document.
pub fn dossier_lines(doc: &Document, dossier: &Dossier) -> Vec<String> {
    let mut first = head("Thành phần hồ sơ", dossier.name.as_ref(), None);
    if let Some(count) = &dossier.copies {
        first.push_str(&format!(", {}", copies(doc, count)));
    }
    first.push_str(&in_brackets(doc, &dossier.gate));
    let mut lines = vec![format!("{first}:")];
    lines.extend(dossier.items.iter().flat_map(|one| document_lines(doc, one, 1)));
    lines
}

fn copies(doc: &Document, copies: &Copies) -> String {
    format!("{} {}", expr(doc, &copies.count), copies.unit)
}

fn document_lines(doc: &Document, one: &DossierItem, level: usize) -> Vec<String> {
    let mut words = one
        .label
        .clone()
        .or_else(|| one.name.as_deref().map(spaced))
        .unwrap_or_else(|| UNKNOWN.to_owned());
    if let Some(count) = &one.copies {
        words.push_str(&format!(", {}", copies(doc, count)));
    }
    if let Some(unit) = one.under {
        words.push_str(&format!(", theo {}", doc.address(unit)));
    }
    if let Some(until) = &one.limit {
        words.push_str(&format!(", {}", limit(doc, until)));
    }
    words.push_str(&in_brackets(doc, &one.gate));
    if !one.parts.is_empty() {
        words.push_str(if one.any { ", một trong:" } else { ", gồm:" });
    }
    let mut lines = vec![indent(level, &format!("{}: {words}", marker(doc, one.unit)))];
    lines.extend(one.parts.iter().flat_map(|part| document_lines(doc, part, level + 1)));
    lines
}

/// A ranking: when and whom it ranks, its keys in order, who decides what they leave.
pub fn ranking_lines(doc: &Document, ranking: &Ranking) -> Vec<String> {
    let mut first = head("Thứ tự ưu tiên", Some(&ranking.name), ranking.label.as_ref());
    first.push_str(&format!(" giữa các {}", record(doc, ranking.subject)));
    match &ranking.quota {
        Some(quota) => first.push_str(&format!(", chọn {}", expr(doc, quota))),
        None => first.push_str(", văn bản không nêu số người được chọn"),
    }
    if let Some(when) = &ranking.when {
        first.push_str(&format!(", chỉ xếp khi {}", expr(doc, when)));
    }
    let mut lines = vec![format!("{first}:")];
    for key in &ranking.keys {
        let words = match key.first {
            First::True => format!("xếp trước nếu {}", expr(doc, &key.value)),
            First::Greatest | First::Least => format!("{} xếp trước", self::key(doc, key)),
        };
        lines.push(indent(1, &format!("{}: {words}", marker(doc, key.unit))));
    }
    match ranking.tie_breaker {
        Some((unit, who)) => lines.push(format!(
            "Không phân định được thì {} quyết định ({})",
            party(doc, who),
            doc.address(unit)
        )),
        None => lines.push("Bằng nhau ở mọi tiêu chí: văn bản không nêu ai quyết định".to_owned()),
    }
    if let Some(unit) = ranking.passing_suffices {
        lines.push(format!("Không phải xếp thì đạt là trúng tuyển ({})", doc.address(unit)));
    }
    lines
}

/// A definition: its name, then its meaning.
pub fn definition_line(doc: &Document, definition: &Definition) -> String {
    let name = head("Định nghĩa", Some(&definition.name), definition.label.as_ref());
    format!("{name}: {}", expr(doc, &definition.body))
}

/// A reading: the question, the answers with the default marked, and why.
pub fn reading_lines(reading: &Reading) -> Vec<String> {
    let mut lines = vec![format!("Cách hiểu {}: {}", spaced(&reading.name), reading.question)];
    for (index, answer) in reading.answers.iter().enumerate() {
        let default = if index == reading.default as usize {
            " (mặc định)"
        } else {
            ""
        };
        let counted = reading
            .measures
            .get(index)
            .map_or_else(String::new, |measure| format!(" ({})", super::policy(measure)));
        lines.push(indent(1, &format!("- {}{counted}{default}", answer.words())));
    }
    lines.push(indent(1, &format!("vì: {}", reading.because)));
    lines
}

/// An entry point in one line.
pub fn entry_line(doc: &Document, entry: &Entry) -> String {
    let mut words = head("Xét", Some(&entry.name), entry.label.as_ref());
    words.push_str(&format!(" đối với {}", record(doc, entry.subject)));
    if let Some(id) = entry.title {
        words.push_str(&format!(" cho {}", party(doc, Party::Title(id))));
    }
    if !entry.under.is_empty() {
        words.push_str(&format!(", theo {}", targets(doc, &entry.under)));
    }
    if let Some(ranking) = entry.ranking.and_then(|id| doc.rankings.get(id.index())) {
        words.push_str(&format!(", xếp theo {}", doc.address(ranking.unit)));
    }
    if let Some(council) = entry.council.and_then(|id| doc.councils.get(id.index())) {
        words.push_str(&format!(", hội đồng tại {}", doc.address(council.unit)));
    }
    words
}

/// What the document is, in one line: `Quyết định 4063/QĐ-UBND về “…” của …, hiệu lực từ …`.
pub fn about(about: &About) -> String {
    let mut words = format!("{} {}", about.kind, about.number);
    words.extend(about.title.as_ref().map(|title| format!(" về “{title}”")));
    words.extend(about.issuer.as_ref().map(|issuer| format!(" của {issuer}")));
    words.extend(about.issued.map(|day| format!(", ký ngày {}", date(day))));
    match about.effect {
        Effect::From(day) => words.push_str(&format!(", hiệu lực từ ngày {}", date(day))),
        Effect::FromSigning => words.push_str(", hiệu lực từ ngày ký"),
        Effect::NotSaid => {}
    }
    capital(&words)
}
