//! What the author wrote about the text, by place: the strings in which documents and units are spoken of.

use quyche_base::Span;
use quyche_ir::UnitId;
use quyche_ir::model::Document;
use quyche_ir::norm::DossierItem;

/// A string and where it stands.
pub(super) struct Text {
    /// The unit.
    pub(super) unit: Option<UnitId>,
    /// The statement.
    pub(super) at: Span,
    /// The words.
    pub(super) words: String,
    /// The class of the `nêu` it stands in; empty elsewhere.
    pub(super) class: String,
}

/// Every such string, statement by statement.
pub(super) fn texts(doc: &Document) -> Vec<Text> {
    let mut out = Vec::new();
    let mut add = |unit: Option<UnitId>, at: Span, words: &str, class: &str| {
        out.push(Text {
            unit,
            at,
            words: words.to_owned(),
            class: class.to_owned(),
        });
    };
    for unit in &doc.units {
        if let Some(title) = &unit.title {
            add(Some(unit.id), unit.at, title, "");
        }
    }
    for one in &doc.externals {
        add(None, one.at, &cited(one), "");
    }
    for one in &doc.stated {
        for (unit, words) in &one.texts {
            add(Some(*unit), one.at, words, &one.class);
        }
    }
    for one in &doc.norms {
        for act in &one.acts {
            add(Some(act.unit), one.at, &act.text, "");
        }
    }
    for one in &doc.judgements {
        add(Some(one.unit), one.at, &one.text, "");
    }
    for one in &doc.dossiers {
        let mut labels = Vec::new();
        documents(&one.items, &mut labels);
        for (unit, words) in labels {
            add(Some(unit), one.at, words, "");
        }
    }
    out
}

fn documents<'d>(items: &'d [DossierItem], out: &mut Vec<(UnitId, &'d str)>) {
    for item in items {
        out.extend(item.label.as_deref().map(|label| (item.unit, label)));
        documents(&item.parts, out);
    }
}

/// A `dẫn chiếu` as a sentence cites it.
fn cited(one: &quyche_ir::model::External) -> String {
    let mut out = one.number.clone().unwrap_or_default();
    if let Some(day) = one.date {
        out.push_str(&format!(" ngày {}", quyche_ir::words::date(day)));
    }
    for other in &one.amended_by {
        out.push_str("; ");
        out.push_str(other);
    }
    out
}
