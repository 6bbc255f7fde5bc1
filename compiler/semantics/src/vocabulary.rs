//! Readings, titles, counting policies and the head of the document.

use crate::context::Context;
use crate::declare::{named, text, unique, values};
use crate::errors;
use crate::names::Kind;
use crate::near;
use crate::reach::circles;
use quyche_base::{Diagnostic, Span};
use quyche_ir::model::{About, Effect, Measure, Reading, Title};
use quyche_ir::{ReadingId, RecordId, TitleId};
use quyche_syntax::ast::{self, Ident};
use quyche_time::{BrokenRuns, Policy};

/// Takes in a reading.
pub(crate) fn reading(ctx: &mut Context<'_>, at: crate::statements::At<'_, ast::Reading>) {
    let node = at.node;
    let shown = &node.name.name.shown;
    let parts: Vec<&Ident> = node.answers.iter().map(|answer| &answer.name).collect();
    unique(ctx, &parts);
    if node.answers.len() < 2 || node.question.is_none() {
        ctx.found.push(
            Diagnostic::error(
                errors::FEW_ANSWERS,
                node.name.span,
                format!("Cách hiểu \"{shown}\" phải có câu hỏi và ít nhất hai cách trả lời."),
                format!("Reading \"{shown}\" needs a question and at least two answers."),
            )
            .help(
                "Viết câu hỏi trong ngoặc kép sau tên, các cách trả lời ngăn bằng \"|\".",
                "Write the question in quotes after the name and the answers separated by \"|\".",
            ),
        );
    }
    no_reason(ctx, &node.name, node.because.is_some());
    let position = node
        .default
        .as_ref()
        .and_then(|wanted| parts.iter().position(|part| part.name == wanted.name));
    if position.is_none() {
        let span = node.default.as_ref().map_or(node.name.span, |wanted| wanted.span);
        let found = Diagnostic::error(
            errors::BAD_DEFAULT,
            span,
            format!("Cách hiểu \"{shown}\" thiếu mặc định, hoặc mặc định không phải một cách trả lời của nó."),
            format!("Reading \"{shown}\" has no default, or its default is none of its answers."),
        );
        let wanted = node.default.as_ref().map_or("", |wanted| wanted.name.shown.as_str());
        ctx.found.push(near::suggest(
            found,
            wanted,
            parts.iter().map(|part| part.name.shown.as_str()),
            (
                "Viết \"mặc định\" và một trong các cách trả lời.",
                "Write \"mặc định\" and one of the answers.",
            ),
        ));
    }
    ctx.document.readings.push(Reading {
        id: ReadingId::at(ctx.document.readings.len()),
        unit: at.unit,
        name: shown.clone(),
        question: text(node.question.as_ref()).unwrap_or_default(),
        answers: values(&node.answers),
        default: u32::try_from(position.unwrap_or(0)).unwrap_or(0),
        because: text(node.because.as_ref()).unwrap_or_default(),
        at: at.span,
    });
}

fn no_reason(ctx: &mut Context<'_>, name: &Ident, has: bool) {
    if !has {
        ctx.found.push(
            Diagnostic::error(
                errors::NO_REASON,
                name.span,
                format!(
                    "\"{}\" thiếu \"vì …\": chọn một cách thì phải nói vì sao.",
                    name.name.shown
                ),
                format!("\"{}\" has no reason (\"vì …\").", name.name.shown),
            )
            .help(
                "Thêm: vì \"căn cứ hoặc lý do\".",
                "Add: vì \"the source or the reason\".",
            ),
        );
    }
}

pub(crate) fn titles(ctx: &mut Context<'_>) {
    let titles = ctx.statements.titles.clone();
    let mut codes: Vec<(String, Span)> = Vec::new();
    for (index, at) in titles.iter().enumerate() {
        let node = at.node;
        if let Some(code) = &node.code {
            let key = quyche_base::name::fold(&code.text);
            match codes.iter().find(|(other, _)| *other == key) {
                Some((_, first)) => ctx.found.push(
                    Diagnostic::error(
                        errors::TITLE_CODE_TWICE,
                        code.span,
                        format!("Hai chức danh cùng mã \"{}\".", code.text),
                        format!("Two titles have the code \"{}\".", code.text),
                    )
                    .label(*first, "mã này đã có ở đây", "the code stands here already")
                    .help("Mỗi chức danh có một mã riêng.", "Give each title its own code."),
                ),
                None => codes.push((key, code.span)),
            }
        }
        let above = node.above.as_ref().and_then(|below| ctx.title(below));
        ctx.document.titles.push(Title {
            id: TitleId::at(index),
            unit: at.unit,
            named: named(&node.name, node.label.as_ref()),
            code: text(node.code.as_ref()),
            grade: text(node.grade.as_ref()),
            body: None,
            above,
            at: at.span,
        });
    }
    ladder(ctx);
}

/// A title is not, through others, above itself.
fn ladder(ctx: &mut Context<'_>) {
    let titles = ctx.document.titles.iter();
    let above: Vec<Option<usize>> = titles.map(|title| title.above.map(TitleId::index)).collect();
    for circle in circles(&above) {
        cycle_of_titles(ctx, &circle);
    }
}

fn cycle_of_titles(ctx: &mut Context<'_>, circle: &[usize]) {
    let titles = circle.iter().filter_map(|index| ctx.document.titles.get(*index));
    let names: Vec<&str> = titles.map(|title| title.named.name.as_str()).collect();
    let names = names.join(" → ");
    let at = circle
        .first()
        .and_then(|first| ctx.document.titles.get(*first))
        .map_or(Span::default(), |title| title.at);
    ctx.found.push(
        Diagnostic::error(
            errors::TITLE_CYCLE,
            at,
            format!("\"liền trên\" đi vòng: {names}."),
            format!("\"liền trên\" runs in a circle: {names}."),
        )
        .help(
            "Sửa \"liền trên\" của một trong các chức danh.",
            "Mend \"liền trên\" of one of the titles.",
        ),
    );
}

/// The bodies titles belong to; after councils are known, as a council can be one.
pub(crate) fn bodies(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.titles.clone().iter().enumerate() {
        if let Some(body) = &at.node.body {
            let party = ctx.party(body);
            if let Some(title) = ctx.document.titles.get_mut(index) {
                title.body = party;
            }
        }
    }
}

/// The head of the document, and the records it speaks of by default.
pub(crate) fn about(ctx: &mut Context<'_>) {
    for at in ctx.statements.measures.clone() {
        no_reason(ctx, &at.node.name, at.node.because.is_some());
    }
    let Some(header) = ctx.header else { return };
    ctx.subject = header.subject.as_ref().and_then(|name| ctx.record(name));
    ctx.circumstances = header.context.as_ref().and_then(|name| ctx.record(name));
    let measure = header.measure.as_ref().and_then(|name| ctx.find(Kind::Measure, name));
    ctx.document.about = About {
        kind: header.kind.clone(),
        number: header.number.clone(),
        title: text(header.title.as_ref()),
        issuer: text(header.issuer.as_ref()),
        issued: header.issued.map(|(day, _)| day),
        effect: match header.effect {
            Some(ast::Effect::On(day)) => Effect::From(day),
            Some(ast::Effect::OnSigning) => header.issued.map_or(Effect::FromSigning, |(day, _)| Effect::From(day)),
            None => Effect::NotSaid,
        },
        measure: measure
            .and_then(|index| ctx.statements.measures.get(index).copied())
            .map(|at| Measure {
                name: at.node.name.name.shown.clone(),
                label: text(at.node.label.as_ref()),
                policy: Policy {
                    last_day_counts: at.node.last_day_counts,
                    broken: if at.node.longest {
                        BrokenRuns::Longest
                    } else {
                        BrokenRuns::Shortest
                    },
                },
                because: text(at.node.because.as_ref()).unwrap_or_default(),
            }),
        replaces: header.replaces.iter().map(|label| label.text.clone()).collect(),
    };
}

/// Where the header names no record, the one that all entry points agree on.
pub(crate) fn defaults_from_entries(ctx: &mut Context<'_>) {
    let entries = ctx.statements.entries.clone();
    if ctx.subject.is_none() && ctx.header.is_none_or(|header| header.subject.is_none()) {
        ctx.subject = agreed(ctx, entries.iter().map(|at| Some(&at.node.subject)));
    }
    if ctx.circumstances.is_none() && ctx.header.is_none_or(|header| header.context.is_none()) {
        ctx.circumstances = agreed(ctx, entries.iter().map(|at| at.node.context.as_ref()));
    }
}

fn agreed<'i>(ctx: &Context<'_>, names: impl Iterator<Item = Option<&'i Ident>>) -> Option<RecordId> {
    let mut found: Option<usize> = None;
    for name in names.flatten() {
        let id = ctx.names.get(Kind::Record, &name.name)?;
        if found.is_some_and(|other| other != id) {
            return None;
        }
        found = Some(id);
    }
    found.map(RecordId::at)
}
