//! Expressions as sentences. `Writer` knows in which lists a phrase stands, so that a field of the person is told apart
//! from a field of the row where both have the same words.

use super::UNKNOWN;
use super::list::WithLists;
use super::names::{field, member, record, title};
use super::negate::negate_phrase;
use super::text::{date, duration, joined, number, quoted, spaced, uncapital};
use crate::expr::{Arm, Comparison, Expr, ExprKind, Literal, Paper, Place, Root, Target, Type};
use crate::facts::{Fact, PeriodEnd};
use crate::ids::{DefinitionId, JudgementId, ReadingId, RecordId};
use crate::model::{Assessor, Document};

/// An expression in words; a condition reads as a clause, a value as a noun.
pub fn expr(doc: &Document, expr: &Expr) -> String {
    Writer::new(doc).expr(expr)
}

/// The same in short: a list without its conditions (`có ít nhất 2 công trình đúng yêu cầu`), for tables and failing points
/// whose address says the rest.
pub fn brief(doc: &Document, expr: &Expr) -> String {
    let writer = Writer {
        brief: true,
        ..Writer::new(doc)
    };
    writer.expr(expr)
}

/// The opposite of a condition in words.
pub fn negated(doc: &Document, expr: &Expr) -> String {
    Writer::new(doc).negated(expr)
}

/// A fact's place: `chức vụ của tổ trưởng`.
pub fn place(doc: &Document, place: &Place) -> String {
    Writer::new(doc).place(place)
}

/// A constant: `ngày 31/12/2028`, `năm 2024`, `9 năm`, `đại học`, `“…”`.
pub fn literal(doc: &Document, literal: &Literal) -> String {
    match literal {
        Literal::Bool(true) => "có".to_owned(),
        Literal::Bool(false) => "không".to_owned(),
        Literal::Number(value) => number(*value),
        Literal::Text(text) => quoted(text),
        Literal::Date(day) => format!("ngày {}", date(*day)),
        Literal::Year(year) => format!("năm {year}"),
        Literal::Duration(value) => duration(*value),
        Literal::Member(set, position) => member(doc, *set, *position),
        Literal::Title(id) => title(doc, *id),
    }
}

/// A fact of the given type as a person would read it in a report.
pub fn fact(doc: &Document, ty: Type, fact: &Fact) -> String {
    match fact {
        Fact::Unknown => "chưa rõ".to_owned(),
        Fact::None => "không có".to_owned(),
        Fact::Bool(true) => "có".to_owned(),
        Fact::Bool(false) => "không".to_owned(),
        Fact::Number(value) => number(*value),
        Fact::Text(text) => text.clone(),
        Fact::Date(day) => date(*day),
        Fact::Moment(moment) => moment.words(),
        Fact::Year(year) => year.to_string(),
        Fact::Member(position) => {
            if let Type::Member(set) = ty {
                member(doc, set, *position)
            } else {
                UNKNOWN.to_owned()
            }
        }
        Fact::Outside(text) => format!("{} (ngoài danh mục)", quoted(text)),
        Fact::Title(id) => title(doc, *id),
        Fact::Period(period) => {
            let start = period.start.map_or_else(|| "ngày chưa rõ".to_owned(), date);
            match period.end {
                PeriodEnd::On(day) => format!("{start} đến {}", date(day)),
                PeriodEnd::Running => format!("{start} đến nay"),
                PeriodEnd::Unknown => format!("{start} đến ngày chưa rõ"),
            }
        }
        Fact::Texts { items, complete } => {
            let open = if *complete { "" } else { " (chưa đủ)" };
            format!("{}{open}", items.join(", "))
        }
        Fact::List(list) => {
            let open = if list.complete { "" } else { " (chưa đủ)" };
            format!("{} dòng{open}", list.rows.len())
        }
        Fact::Record(_) => "đã khai".to_owned(),
    }
}

/// Writes phrases; remembers the records of the enclosing lists, innermost last.
#[derive(Clone)]
pub(super) struct Writer<'a> {
    pub(super) doc: &'a Document,
    pub(super) inside: Vec<RecordId>,
    /// Whether lists leave out what must hold of their elements.
    pub(super) brief: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(doc: &'a Document) -> Self {
        Self {
            doc,
            inside: Vec::new(),
            brief: false,
        }
    }

    /// The writer for phrases about an element of a list.
    pub(super) fn within(&self, record: RecordId) -> Self {
        let mut inner = self.clone();
        inner.inside.push(record);
        inner
    }

    pub(super) fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Literal(value) => literal(self.doc, value),
            ExprKind::Fact(place) => self.place(place),
            ExprKind::ReckoningDay => "ngày xét".to_owned(),
            ExprKind::EffectDay => "ngày văn bản có hiệu lực".to_owned(),
            ExprKind::Not(inner) => self.negated(inner),
            ExprKind::And(parts) => self.and(parts),
            ExprKind::Or(parts) => self.or(parts),
            ExprKind::Implies(when, then) => format!("nếu {} thì {}", self.expr(when), self.expr(then)),
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right),
            ExprKind::OneOf { value, among } => format!("{} là {}", self.expr(value), self.among(among, "hoặc")),
            ExprKind::InTexts { value, list } => format!("{} có trong {}", self.expr(value), self.place(list)),
            ExprKind::Within { date, period } => self.day_within(date, period, "trong"),
            ExprKind::Serves {
                period,
                at_least,
                continuous,
            } => self.serves(period, at_least, *continuous),
            ExprKind::Exists {
                list,
                at_least,
                at_most,
            } => self.exists(list, *at_least, *at_most),
            ExprKind::Every { list, body } => {
                let inner = self.within(list.record);
                format!("mọi {} đều {}", self.list(list), inner.expr(body))
            }
            ExprKind::Count(list) => format!("số {}", self.list(list)),
            ExprKind::Period { list, .. } => self.period_list(list),
            ExprKind::Years {
                count, before, list, ..
            } => format!(
                "cả {count} năm liền kề trước {} đều có {}",
                self.expr(before),
                self.list(list)
            ),
            ExprKind::Judged(id) => self.judged(*id),
            ExprKind::Submitted(paper) => self.submitted(paper),
            ExprKind::Meets(targets) => format!("đáp ứng {}", self.targets(targets)),
            ExprKind::ReadingIs { reading, answer } => self.reading_is(*reading, *answer, "là"),
            ExprKind::Branch { arms, otherwise, .. } => self.branch(arms, otherwise.as_deref()),
            ExprKind::Definition(id) => self.definition(*id),
            // A call of a definition: its meaning, since a name with parameters tells little.
            ExprKind::Expanded { body, .. } => self.closed(body),
            ExprKind::AsOf { day, body } => format!("{}, tính đến {}", self.expr(body), self.expr(day)),
        }
    }

    /// In parentheses where a looser word inside could be read with a word outside.
    fn closed(&self, expr: &Expr) -> String {
        let loose = matches!(
            expr.kind,
            ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Implies(..) | ExprKind::AsOf { .. }
        );
        let words = self.expr(expr);
        if loose { format!("({words})") } else { words }
    }

    fn and(&self, parts: &[Expr]) -> String {
        let mut words: Vec<String> = Vec::with_capacity(parts.len());
        let mut rest = parts;
        while let [first, tail @ ..] = rest {
            let range = tail.first().and_then(|second| self.range(first, second));
            rest = if range.is_some() {
                tail.get(1..).unwrap_or_default()
            } else {
                tail
            };
            words.push(range.unwrap_or_else(|| self.closed(first)));
        }
        joined(&words, "và")
    }

    /// `X từ A đến B`, which the data keeps as two comparisons.
    fn range(&self, first: &Expr, second: &Expr) -> Option<String> {
        let (
            ExprKind::Compare { op: low, left, right },
            ExprKind::Compare {
                op: high,
                left: also,
                right: to,
            },
        ) = (&first.kind, &second.kind)
        else {
            return None;
        };
        let value = self.expr(left);
        let whole = *low == Comparison::AtLeast && *high == Comparison::AtMost && value == self.expr(also);
        whole.then(|| format!("{value} từ {} đến {}", self.expr(right), self.expr(to)))
    }

    /// Alternatives are joined by `hoặc` alone, since a comma means `và` in a list's conditions; values of one fact stand
    /// together: `loại là đề tài, đề án hoặc dự án`.
    fn or(&self, parts: &[Expr]) -> String {
        let mut words: Vec<String> = Vec::with_capacity(parts.len());
        let mut shared: Option<(String, Vec<String>)> = None;
        for part in parts {
            if let ExprKind::Compare {
                op: Comparison::Equal,
                left,
                right,
            } = &part.kind
            {
                let (left, right) = (self.expr(left), self.expr(right));
                match &mut shared {
                    Some((before, values)) if *before == left => values.push(right),
                    Some(_) | None => {
                        words.extend(shared.take().map(one_of));
                        shared = Some((left, vec![right]));
                    }
                }
            } else {
                words.extend(shared.take().map(one_of));
                words.push(self.closed(part));
            }
        }
        words.extend(shared.take().map(one_of));
        words.join(" hoặc ")
    }

    pub(super) fn negated(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Not(inner) => self.expr(inner),
            ExprKind::Fact(place) => negate_phrase(&self.place(place)),
            ExprKind::Compare { op, left, right } => self.compare(opposite(*op), left, right),
            ExprKind::OneOf { value, among } => {
                format!("{} không phải là {}", self.expr(value), self.among(among, "hay"))
            }
            ExprKind::InTexts { value, list } => format!("{} không có trong {}", self.expr(value), self.place(list)),
            ExprKind::Serves { period, at_least, .. } => {
                format!("{} chưa đủ {}", self.expr(period), self.expr(at_least))
            }
            ExprKind::Exists {
                list,
                at_least: None | Some(1),
                at_most: None,
            } => format!("không có {}", self.list(list)),
            ExprKind::Exists {
                list,
                at_least: Some(least),
                at_most: None,
            } => format!("không có đủ {least} {}", self.list(list)),
            ExprKind::Exists {
                list,
                at_least: None,
                at_most: Some(most),
            } => format!("có trên {most} {}", self.list(list)),
            ExprKind::Every { .. } | ExprKind::Years { .. } => format!("không phải {}", self.expr(expr)),
            ExprKind::Meets(targets) => format!("không đáp ứng {}", self.targets(targets)),
            ExprKind::Judged(_) => format!("không đạt: {}", self.expr(expr)),
            ExprKind::Submitted(_) => format!("không {}", self.expr(expr)),
            ExprKind::ReadingIs { reading, answer } => self.reading_is(*reading, *answer, "không phải là"),
            ExprKind::Within { date, period } => self.day_within(date, period, "không trong"),
            ExprKind::Definition(_) | ExprKind::Expanded { .. } => negate_phrase(&self.expr(expr)),
            ExprKind::Literal(_)
            | ExprKind::ReckoningDay
            | ExprKind::EffectDay
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Implies(..)
            | ExprKind::Exists { .. }
            | ExprKind::Count(_)
            | ExprKind::Period { .. }
            | ExprKind::Branch { .. }
            | ExprKind::AsOf { .. } => format!("không phải trường hợp {}", self.closed(expr)),
        }
    }

    fn compare(&self, op: Comparison, left: &Expr, right: &Expr) -> String {
        let (value, other) = (self.expr(left), self.expr(right));
        let dated = matches!(left.ty, Type::Date | Type::Year);
        match op {
            Comparison::Equal => format!("{value} là {other}"),
            Comparison::NotEqual => format!("{value} không phải là {other}"),
            Comparison::Less if dated => format!("{value} trước {other}"),
            Comparison::Less => format!("{value} dưới {other}"),
            Comparison::AtMost if dated => format!("{value} chậm nhất là {other}"),
            Comparison::AtMost if left.ty == Type::Number => format!("{value} không quá {other}"),
            Comparison::AtMost => format!("{value} từ {other} trở xuống"),
            Comparison::Greater if dated => format!("{value} sau {other}"),
            Comparison::Greater => format!("{value} trên {other}"),
            Comparison::AtLeast if dated => format!("{value} từ {other} trở đi"),
            Comparison::AtLeast => format!("{value} từ {other} trở lên"),
        }
    }

    fn among(&self, values: &[Literal], word: &str) -> String {
        let words: Vec<String> = values.iter().map(|value| literal(self.doc, value)).collect();
        joined(&words, word)
    }

    fn judged(&self, id: JudgementId) -> String {
        let Some(judgement) = self.doc.judgements.get(id.index()) else {
            return UNKNOWN.to_owned();
        };
        match &judgement.by {
            Assessor::Named(who) => format!("{} (do {} đánh giá)", quoted(&judgement.text), uncapital(&spaced(who))),
            Assessor::NotNamed => format!("{} (cần đánh giá, văn bản không nêu ai)", quoted(&judgement.text)),
            Assessor::External { external, address } => {
                format!(
                    "đáp ứng {address} {} (văn bản ngoài)",
                    super::external(self.doc, *external)
                )
            }
        }
    }

    /// `nộp “Đơn đăng ký”, 2 bản, lập chậm nhất 30 ngày trước “hạn nộp hồ sơ”`.
    fn submitted(&self, paper: &Paper) -> String {
        let mut words = format!("nộp {}", quoted(&paper.words));
        let copies: Vec<String> = paper.copies.iter().map(|count| self.expr(count)).collect();
        if !copies.is_empty() {
            words.push_str(&format!(", {} bản", copies.join(" × ")));
        }
        if let Some(until) = &paper.limit {
            words.push_str(&format!(", lập {}", super::limit::limit(self.doc, until)));
        }
        words
    }

    pub(super) fn targets(&self, targets: &[Target]) -> String {
        let words: Vec<String> = targets.iter().map(|target| super::target(self.doc, target)).collect();
        joined(&words, "và")
    }

    fn reading_is(&self, id: ReadingId, answer: u32, link: &str) -> String {
        let Some(reading) = self.doc.readings.get(id.index()) else {
            return UNKNOWN.to_owned();
        };
        let answer = reading
            .answers
            .get(answer as usize)
            .map_or_else(|| UNKNOWN.to_owned(), |answer| answer.words());
        format!("cách hiểu “{}” {link} “{}”", spaced(&reading.name), uncapital(&answer))
    }

    fn branch(&self, arms: &[Arm], otherwise: Option<&Expr>) -> String {
        let mut words: Vec<String> = arms
            .iter()
            .map(|arm| format!("{} nếu {}", self.expr(&arm.value), self.expr(&arm.when)))
            .collect();
        words.extend(otherwise.map(|value| format!("còn lại {}", self.expr(value))));
        format!("({})", words.join("; "))
    }

    fn definition(&self, id: DefinitionId) -> String {
        self.doc.definitions.get(id.index()).map_or_else(
            || UNKNOWN.to_owned(),
            |definition| uncapital(&definition.label.clone().unwrap_or_else(|| spaced(&definition.name))),
        )
    }

    pub(super) fn place(&self, place: &Place) -> String {
        let start = match place.root {
            Root::Subject(record) | Root::Context(record) | Root::Element { record, .. } => record,
        };
        let mut steps: Vec<String> = Vec::with_capacity(place.path.len());
        let mut at = Some(start);
        for step in &place.path {
            let Some(here) = at else { break };
            steps.push(field(self.doc, here, *step));
            at = nested(self.doc, here, *step);
        }
        steps.reverse();
        let own = steps.join(" của ");
        if own.is_empty() {
            return record(self.doc, start);
        }
        if self.needs_owner(place, &own) {
            return format!("{own} của {}", record(self.doc, start));
        }
        own
    }

    /// Whether the row of an inner list has a field with the same words.
    fn needs_owner(&self, place: &Place, words: &str) -> bool {
        let inner = match place.root {
            Root::Element { depth, .. } => depth as usize,
            Root::Subject(_) | Root::Context(_) => self.inside.len(),
        };
        self.inside.iter().rev().take(inner).any(|record| {
            self.doc.records.get(record.index()).is_some_and(|record| {
                (0..record.fields.len()).any(|index| field(self.doc, record.id, crate::FieldId::at(index)) == words)
            })
        })
    }
}

/// The record a field holds, where it holds one (or rows of one).
pub(super) fn nested(doc: &Document, record: RecordId, step: crate::FieldId) -> Option<RecordId> {
    let ty = doc.records.get(record.index())?.fields.get(step.index())?.ty;
    if let Type::Record(inner) | Type::List(inner) = ty {
        Some(inner)
    } else {
        None
    }
}

/// `X là a, b hoặc c`.
fn one_of((value, among): (String, Vec<String>)) -> String {
    format!("{value} là {}", joined(&among, "hoặc"))
}

/// The comparison that holds exactly where this one does not.
fn opposite(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}
