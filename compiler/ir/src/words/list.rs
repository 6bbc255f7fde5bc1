//! Lists (R5), years in a row (R6) and time served (R7) in words.

use super::expr::Writer;
use super::names::record;
use crate::expr::{Comparison, Expr, ExprKind, List, ListSource, Type};
use crate::model::Document;

/// A list and what must hold of its elements: `công trình (loại là đề tài hoặc đề án, đã nghiệm thu)`.
pub fn list(doc: &Document, list: &List) -> String {
    Writer::new(doc).list(list)
}

/// Time served: `thời gian giữ chức danh CNTT hạng II hoặc tương đương, không tập sự`.
pub fn period(doc: &Document, expr: &Expr) -> String {
    Writer::new(doc).expr(expr)
}

/// The phrases that speak of lists; apart from the others only to keep files short.
pub(super) trait WithLists {
    fn list(&self, list: &List) -> String;
    fn exists(&self, list: &List, at_least: Option<u32>, at_most: Option<u32>) -> String;
    fn serves(&self, period: &Expr, at_least: &Expr, continuous: bool) -> String;
    fn day_within(&self, date: &Expr, period: &Expr, word: &str) -> String;
    fn period_list(&self, list: &List) -> String;
}

impl WithLists for Writer<'_> {
    fn list(&self, list: &List) -> String {
        let name = match &list.source {
            ListSource::Fact(place) => self.place(place),
            ListSource::People => record(self.doc, list.record),
        };
        let filters = filters(self, list);
        if filters.is_empty() {
            return name;
        }
        if self.brief {
            return format!("{name} đúng yêu cầu");
        }
        format!("{name} ({})", separated(&filters))
    }

    fn exists(&self, list: &List, at_least: Option<u32>, at_most: Option<u32>) -> String {
        let words = self.list(list);
        match (at_least, at_most) {
            (Some(low), Some(high)) if low == high => format!("có đúng {low} {words}"),
            (Some(low), Some(high)) => format!("có từ {low} đến {high} {words}"),
            (None, Some(high)) => format!("có không quá {high} {words}"),
            (Some(low), None) => format!("có ít nhất {low} {words}"),
            (None, None) => format!("có {words}"),
        }
    }

    fn serves(&self, period: &Expr, at_least: &Expr, continuous: bool) -> String {
        let how = match (continuous, cumulative(self.doc, period)) {
            (true, _) => "liên tục ",
            (false, true) => "cộng dồn ",
            (false, false) => "",
        };
        format!("{}: {how}ít nhất đủ {}", self.expr(period), self.expr(at_least))
    }

    fn day_within(&self, date: &Expr, period: &Expr, word: &str) -> String {
        let (day, span) = (self.expr(date), self.expr(period));
        let span = match span.strip_prefix("thời gian trong ") {
            Some(list) => list.to_owned(),
            None if span.starts_with("thời gian") => span,
            None => format!("thời gian {span}"),
        };
        if day == "ngày" {
            format!("{word} {span}")
        } else {
            format!("{day} {word} {span}")
        }
    }

    /// Rows that are runs of service: a title filter becomes `giữ chức danh …`.
    fn period_list(&self, list: &List) -> String {
        let filters = filters(self, list);
        let Some(((first, rest), whole)) = filters.split_first().zip(list.filters.first()) else {
            return format!("thời gian trong {}", self.list(list));
        };
        let Some(held) = held_title(whole) else {
            return format!("thời gian trong {}", self.list(list));
        };
        let label = self.within(list.record).expr(held);
        let title = first.strip_prefix(&format!("{label} là ")).unwrap_or(first);
        let word = if title.starts_with("chức danh") {
            ""
        } else {
            "chức danh "
        };
        let mut words = vec![format!("thời gian giữ {word}{title}")];
        words.extend(rest.iter().cloned());
        separated(&words)
    }
}

/// Joined by commas, or by semicolons where one of them has a comma of its own.
fn separated(parts: &[String]) -> String {
    let mark = if parts.iter().any(|part| part.contains(',')) {
        "; "
    } else {
        ", "
    };
    parts.join(mark)
}

fn filters(writer: &Writer<'_>, list: &List) -> Vec<String> {
    let inner = writer.within(list.record);
    list.filters.iter().map(|filter| inner.expr(filter)).collect()
}

/// The field compared, where a filter asks for a title first: `chức_danh là A hoặc …`, `chức_danh thuộc {A, B}`.
fn held_title(filter: &Expr) -> Option<&Expr> {
    if let ExprKind::Or(parts) = &filter.kind {
        return parts.first().and_then(held_title);
    }
    let (ExprKind::Compare {
        op: Comparison::Equal,
        left: value,
        ..
    }
    | ExprKind::OneOf { value, .. }) = &filter.kind
    else {
        return None;
    };
    (value.ty == Type::Title).then_some(value)
}

/// Whether the text adds up broken runs of this time served. A definition cannot refer to itself in a checked document;
/// the bound keeps a broken one from looping.
fn cumulative(doc: &Document, period: &Expr) -> bool {
    let mut at = period;
    for _ in 0..=doc.definitions.len().saturating_mul(2) {
        if let ExprKind::Period { cumulative, .. } = &at.kind {
            return *cumulative;
        }
        let next = if let ExprKind::Expanded { body, .. } | ExprKind::AsOf { body, .. } = &at.kind {
            Some(body.as_ref())
        } else if let ExprKind::Definition(id) = &at.kind {
            doc.definitions.get(id.index()).map(|definition| &definition.body)
        } else if let ExprKind::Branch { arms, .. } = &at.kind {
            arms.first().map(|arm| &arm.value)
        } else {
            None
        };
        let Some(next) = next else { return false };
        at = next;
    }
    false
}
