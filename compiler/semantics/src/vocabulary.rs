//! Readings, titles, counting policies and the head of the document.

use crate::context::Context;
use crate::declare::{named, text, unique, values};
use crate::errors;
use crate::names::Kind;
use crate::near;
use crate::reach::circles;
use quyche_base::{Diagnostic, Span};
use quyche_ir::model::{About, CalendarName, Effect, Measure, OfficeHours, Reading, Title};
use quyche_ir::{ReadingId, RecordId, TitleId};
use quyche_syntax::ast::{self, Ident};
use quyche_time::deadline::Rolling;
use quyche_time::working_time::Shift;
use quyche_time::{BrokenRuns, Policy, WorkingTime};

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
        measures: Vec::new(),
        at: at.span,
    });
}

/// The readings whose answers stand for counting policies: every answer names one, and there is at most one such reading.
pub(crate) fn counted_readings(ctx: &mut Context<'_>) {
    let mut first: Option<Span> = None;
    for (index, at) in ctx.statements.readings.clone().into_iter().enumerate() {
        let names: Vec<&Ident> = at.node.measures.iter().flatten().collect();
        if names.is_empty() {
            continue;
        }
        ctx.used.readings.insert(index);
        let shown = &at.node.name.name.shown;
        if names.len() < at.node.answers.len() {
            ctx.report(count_reading(
                at.node.name.span,
                format!("Cách hiểu \"{shown}\" chọn cách tính, mà có phương án không nêu cách tính nào."),
                format!("Reading \"{shown}\" chooses a counting policy, but one of its answers names none."),
            ));
            continue;
        }
        if let Some(first) = first {
            let found = count_reading(
                at.node.name.span,
                format!("Đã có một cách hiểu khác chọn cách tính; \"{shown}\" là cái thứ hai."),
                format!("Another reading already chooses the counting policy; \"{shown}\" is the second."),
            );
            ctx.report(found.label(first, "cách hiểu thứ nhất", "the first"));
            continue;
        }
        first = Some(at.node.name.span);
        let measures: Vec<Option<Measure>> = names
            .into_iter()
            .map(|name| {
                let index = ctx.find(Kind::Measure, name)?;
                let measure = ctx.statements.measures.get(index).copied()?;
                Some(lowered(measure.node))
            })
            .collect();
        if let (Some(measures), Some(reading)) = (
            measures.into_iter().collect::<Option<Vec<Measure>>>(),
            ctx.document.readings.get_mut(index),
        ) {
            reading.measures = measures;
        }
    }
}

fn count_reading(at: Span, vi: String, en: String) -> Diagnostic {
    Diagnostic::error(errors::COUNT_READING, at, vi, en).help(
        "Cả văn bản chỉ một cách hiểu chọn cách tính, và phương án nào của nó cũng viết \"… theo cách tính N\".",
        "One reading of the document chooses the policy, and each of its answers says \"… theo cách tính N\".",
    )
}

/// A counting policy as data.
fn lowered(node: &ast::Measure) -> Measure {
    let broken = match node.broken {
        ast::BrokenRuns::Longest => BrokenRuns::Longest,
        ast::BrokenRuns::Shortest => BrokenRuns::Shortest,
        ast::BrokenRuns::ThirtyDayMonths => BrokenRuns::ThirtyDayMonths,
    };
    Measure {
        name: node.name.name.shown.clone(),
        label: text(node.label.as_ref()),
        policy: Policy {
            last_day_counts: node.last_day_counts,
            broken,
        },
        because: text(node.because.as_ref()).unwrap_or_default(),
    }
}

/// A policy that breaks a law of R8 is none for criteria: it may only be an answer of a reading.
fn unlawful(ctx: &mut Context<'_>, name: &Ident, measure: &Measure) {
    if measure.policy.broken.breaks().is_none() {
        return;
    }
    ctx.report(
        Diagnostic::error(
            errors::UNLAWFUL_MEASURE,
            name.span,
            format!("Cách tính \"{}\" có khi giữ thêm ngày lại thành thiếu, nên không làm cách tính của văn bản được.", measure.name),
            format!("Under \"{}\" serving more days can turn enough into too little: it cannot be the policy of a regulation.", measure.name),
        )
        .help(
            "Giữ một cách tính khác ở đầu tệp, và nêu cách này là một phương án của \"cách hiểu\": \"… theo cách tính N\".",
            "Name another policy in the head, and offer this one as an answer of a reading: \"… theo cách tính N\".",
        ),
    );
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
    let measure = header.measure.as_ref().and_then(|name| {
        let index = ctx.find(Kind::Measure, name)?;
        let measure = lowered(ctx.statements.measures.get(index).copied()?.node);
        unlawful(ctx, name, &measure);
        Some(measure)
    });
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
        measure,
        calendar: header.calendar.as_ref().map(|name| CalendarName {
            name: name.name.shown.clone(),
            at: name.span,
        }),
        rolling: header
            .rolls
            .map(|rolls| if rolls { Rolling::NextWorkingDay } else { Rolling::Never }),
        office_hours: office_hours(ctx, header.office_hours.as_ref()),
        replaces: header.replaces.iter().map(|label| label.text.clone()).collect(),
    };
}

/// The hours of a working day.
fn office_hours(ctx: &mut Context<'_>, written: Option<&ast::OfficeHours>) -> Option<OfficeHours> {
    let written = written?;
    let shifts = written.shifts.iter().map(|(from, until)| Shift {
        from: *from,
        until: *until,
    });
    let Ok(time) = WorkingTime::new(shifts.collect()) else {
        ctx.report(
            Diagnostic::error(
                errors::OFFICE_HOURS,
                written.span,
                "Giờ làm việc phải gồm các buổi nối tiếp nhau, buổi nào cũng kết thúc sau khi bắt đầu.",
                "Working hours are shifts in order, each of which ends after it begins.",
            )
            .help(
                "Viết theo thứ tự trong ngày: giờ làm việc từ 7:30 đến 11:30, từ 13:30 đến 17:00 vì \"…\".",
                "Write them in the order of the day.",
            ),
        );
        return None;
    };
    Some(OfficeHours {
        time,
        because: text(written.because.as_ref()).unwrap_or_default(),
        at: written.span,
    })
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
