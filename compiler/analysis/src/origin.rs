//! How a unit came to say what it says, in words: the template it follows, what was edited there, what a later document
//! changed.

use quyche_ir::model::{Change, Document, Edited, Instance};
use quyche_ir::{UnitId, words};

/// For each template applied in one of these units: which, with what, and every edit; then what amendments did there.
/// Empty where the text stands as written.
pub fn origin_lines(doc: &Document, units: &[UnitId]) -> Vec<String> {
    let here = |unit: UnitId| units.contains(&unit);
    let mut lines = Vec::new();
    for instance in doc.instances.iter().filter(|instance| here(instance.unit)) {
        lines.extend(instance_lines(doc, instance));
    }
    for amendment in &doc.amendments {
        let own = amendment.changes.iter().filter(|change| change.unit.is_some_and(here));
        let own: Vec<&Change> = own.collect();
        if !own.is_empty() {
            let day = words::date(amendment.from);
            lines.push(format!("Sửa đổi theo {} từ ngày {day}:", amendment.number));
            lines.extend(change_lines(doc, &own));
        }
    }
    lines
}

/// The template of an instance, what its parameters stand for, and the edits.
fn instance_lines(doc: &Document, instance: &Instance) -> Vec<String> {
    let Some(template) = doc.templates.get(instance.template.index()) else {
        return Vec::new();
    };
    let arguments = template.parameters.iter().zip(&instance.arguments);
    let arguments: Vec<String> = arguments
        .map(|(name, value)| format!("{}: {value}", words::spaced(name)))
        .collect();
    let label = template.named.label.as_ref();
    let mut line = format!("Theo khuôn {}", template.named.name);
    line.extend(label.map(|label| format!(" {}", words::quoted(label))));
    if !arguments.is_empty() {
        line.push_str(&format!(" ({})", arguments.join("; ")));
    }
    line.push_str(if instance.changes.is_empty() {
        ", không khác gì."
    } else {
        ", khác ở:"
    });
    let changes: Vec<&Change> = instance.changes.iter().collect();
    std::iter::once(line).chain(change_lines(doc, &changes)).collect()
}

/// The edits by kind, in the order in which they were written.
fn change_lines(doc: &Document, changes: &[&Change]) -> Vec<String> {
    let kinds = [
        (Edited::Replaced, "thay"),
        (Edited::Changed, "sửa một phần"),
        (Edited::Added, "thêm"),
        (Edited::Removed, "bỏ"),
    ];
    kinds
        .into_iter()
        .filter_map(|(how, word)| {
            let own = changes.iter().filter(|change| change.how == how);
            let own: Vec<String> = own.map(|change| address(doc, change)).collect();
            (!own.is_empty()).then(|| format!("  {word}: {}", own.join("; ")))
        })
        .collect()
}

/// The address of what was edited: as it is now, or, where it is gone, as the template has it.
fn address(doc: &Document, change: &Change) -> String {
    let now = change.unit.map(|unit| doc.address(unit).to_owned());
    let mut address = now.unwrap_or_else(|| change.address.clone());
    if change.unit.is_none() {
        address.push_str(" của khuôn");
    }
    let now = change
        .unit
        .and_then(|unit| doc.unit(unit))
        .and_then(|unit| unit.title.as_ref());
    if let Some(title) = now.or(change.title.as_ref()) {
        address.push_str(&format!(" {}", words::quoted(title)));
    }
    address
}

/// What was done to a unit, as it stands beside its address; empty where it was not edited itself.
pub fn origin_mark(doc: &Document, unit: UnitId) -> String {
    let Some(origin) = doc.unit(unit).and_then(|unit| unit.origin) else {
        return String::new();
    };
    let edited = origin.edited.map(|edited| match edited {
        Edited::Replaced => "thay lời khuôn",
        Edited::Changed => "sửa một phần lời khuôn",
        Edited::Added => "thêm ngoài khuôn",
        Edited::Removed => "bỏ",
    });
    let edited = edited.filter(|_| origin.instance.is_some()).map(str::to_owned);
    let amendment = origin.amendment.and_then(|id| doc.amendments.get(id.index()));
    let amendment = amendment.map(|amendment| format!("sửa đổi theo {}", amendment.number));
    let marks: Vec<String> = edited.into_iter().chain(amendment).collect();
    if marks.is_empty() {
        return String::new();
    }
    format!(" [{}]", marks.join("; "))
}
