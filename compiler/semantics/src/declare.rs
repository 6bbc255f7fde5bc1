//! The vocabulary: categories, records, titles, outside documents, readings, counting policies; and the head.

use crate::context::{Context, DefinitionState};
use crate::errors;
use crate::names::Kind;
use crate::near;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::Type;
use quyche_ir::model::{About, Category, Effect, External, Field, Measure, Named, Reading, Record, Title};
use quyche_ir::{ExternalId, FieldId, ReadingId, RecordId, SetId, TitleId};
use quyche_syntax::ast::{self, CategoryValue, FieldType, Ident};
use quyche_time::{BrokenRuns, Policy};
use std::collections::BTreeSet;

/// Names the language keeps for itself.
pub(crate) const RECKONING_DAY: &str = "ngày_xét";
/// The first day of effect.
pub(crate) const EFFECT_DAY: &str = "ngày_hiệu_lực";
/// The member of a council under consideration.
pub(crate) const THIS_PERSON: &str = "người_này";

/// Takes in every declared name, then what the names stand for.
pub(crate) fn declare(ctx: &mut Context<'_>) {
    names(ctx);
    for at in ctx.statements.categories.clone() {
        category(ctx, at.node, at.span);
    }
    for (index, at) in ctx.statements.records.clone().into_iter().enumerate() {
        record(ctx, RecordId::at(index), at.node, at.span);
    }
    for at in ctx.statements.externals.clone() {
        let external = External {
            id: ExternalId::at(ctx.document.externals.len()),
            named: named(&at.node.name, at.node.label.as_ref()),
            number: text(at.node.number.as_ref()),
            date: at.node.date,
            amended_by: at.node.amended_by.iter().map(|label| label.text.clone()).collect(),
            at: at.span,
        };
        ctx.document.externals.push(external);
    }
    for at in ctx.statements.readings.clone() {
        reading(ctx, at);
    }
    titles(ctx);
    about(ctx);
}

pub(crate) fn text(label: Option<&ast::Label>) -> Option<String> {
    label.map(|label| label.text.clone())
}

pub(crate) fn named(name: &Ident, label: Option<&ast::Label>) -> Named {
    Named { name: name.name.shown.clone(), label: text(label) }
}

/// Every name, so that nothing depends on the order of statements.
fn names(ctx: &mut Context<'_>) {
    let statements = &ctx.statements;
    let mut all: Vec<(Kind, &Ident, usize)> = Vec::new();
    all.extend(statements.categories.iter().enumerate().map(|(index, at)| (Kind::Category, &at.node.name, index)));
    all.extend(statements.records.iter().enumerate().map(|(index, at)| (Kind::Record, &at.node.name, index)));
    all.extend(statements.titles.iter().enumerate().map(|(index, at)| (Kind::Title, &at.node.name, index)));
    all.extend(statements.definitions.iter().enumerate().map(|(index, at)| (Kind::Definition, &at.node.name, index)));
    all.extend(statements.externals.iter().enumerate().map(|(index, at)| (Kind::External, &at.node.name, index)));
    all.extend(statements.readings.iter().enumerate().map(|(index, at)| (Kind::Reading, &at.node.name, index)));
    all.extend(statements.measures.iter().enumerate().map(|(index, at)| (Kind::Measure, &at.node.name, index)));
    all.extend(statements.entries.iter().enumerate().map(|(index, at)| (Kind::Entry, &at.node.name, index)));
    let deadlines = statements.deadlines.iter().enumerate();
    all.extend(deadlines.filter_map(|(index, at)| at.node.name.as_ref().map(|name| (Kind::Deadline, name, index))));
    for (kind, ident, index) in all {
        let taken = ctx.names.declare(kind, &ident.name, ident.span, index).err().or_else(|| match kind {
            Kind::Record => ctx.names.place(Kind::Category, &ident.name),
            Kind::Category
            | Kind::Title
            | Kind::Definition
            | Kind::External
            | Kind::Reading
            | Kind::Measure
            | Kind::Ranking
            | Kind::Council
            | Kind::Deadline
            | Kind::Entry
            | Kind::Criterion
            | Kind::Value
            | Kind::Field => None,
        });
        if let Some(first) = taken {
            ctx.found.push(duplicate(kind, ident, first));
        }
        if kind == Kind::Definition && is_special(ident) {
            ctx.found.push(special(ident));
        }
    }
    ctx.definitions = vec![DefinitionState::New; ctx.statements.definitions.len()];
}

pub(crate) fn duplicate(kind: Kind, ident: &Ident, first: Span) -> Diagnostic {
    let shown = &ident.name.shown;
    Diagnostic::error(
        errors::DUPLICATE_NAME,
        ident.span,
        format!("\"{shown}\" được khai hai lần ({}).", kind.vi()),
        format!("\"{shown}\" is declared twice ({}).", kind.en()),
    )
    .label(first, "lần thứ nhất ở đây", "first here")
    .help("Bỏ một lần khai, hoặc đổi tên.", "Remove one, or rename it.")
}

fn is_special(ident: &Ident) -> bool {
    [RECKONING_DAY, EFFECT_DAY, THIS_PERSON].contains(&ident.name.key.as_str())
}

fn special(ident: &Ident) -> Diagnostic {
    let shown = &ident.name.shown;
    Diagnostic::error(
        errors::SPECIAL_NAME,
        ident.span,
        format!("\"{shown}\" là tên dành riêng của ngôn ngữ."),
        format!("\"{shown}\" is a name the language keeps for itself."),
    )
    .help(
        "Đổi tên; \"ngày_xét\" luôn là ngày tính đến, \"ngày_hiệu_lực\" là ngày văn bản có hiệu lực, \"người_này\" là thành viên đang nói tới.",
        "Rename it; these three always mean the day of reckoning, the day of effect and the member spoken of.",
    )
}

/// Reports the parts of one list that have the same name.
fn unique(ctx: &mut Context<'_>, parts: &[&Ident]) {
    let mut seen: Vec<&Ident> = Vec::new();
    for part in parts {
        match seen.iter().find(|other| other.name == part.name) {
            Some(first) => ctx.found.push(
                Diagnostic::error(
                    errors::DUPLICATE_PART,
                    part.span,
                    format!("\"{}\" có hai lần trong một danh sách.", part.name.shown),
                    format!("\"{}\" stands twice in one list.", part.name.shown),
                )
                .label(first.span, "lần thứ nhất ở đây", "first here")
                .help("Bỏ một lần.", "Remove one."),
            ),
            None => seen.push(part),
        }
    }
}

fn values(parts: &[CategoryValue]) -> Vec<Named> {
    parts.iter().map(|value| named(&value.name, value.label.as_ref())).collect()
}

fn category(ctx: &mut Context<'_>, node: &ast::Category, span: Span) {
    let id = SetId::at(ctx.document.sets.len());
    let parts: Vec<&Ident> = node.values.iter().map(|value| &value.name).collect();
    unique(ctx, &parts);
    for (position, value) in node.values.iter().enumerate() {
        if is_special(&value.name) {
            ctx.found.push(special(&value.name));
        }
        if ctx.names.value_of(id, &value.name.name).is_none() {
            ctx.names.add_value(&value.name.name, id, u32::try_from(position).unwrap_or(u32::MAX));
        }
    }
    if node.ordered && node.open {
        ctx.found.push(
            Diagnostic::error(
                errors::ORDERED_AND_OPEN,
                node.name.span,
                format!("Danh mục \"{}\" vừa có thứ bậc vừa để mở.", node.name.name.shown),
                format!("Category \"{}\" is ordered and open at once.", node.name.name.shown),
            )
            .help(
                "Giá trị ngoài danh mục không có bậc: bỏ \"mở\", hoặc ngăn các giá trị bằng \"|\".",
                "A value from outside has no rank: drop \"mở\", or separate the values with \"|\".",
            ),
        );
    }
    ctx.document.sets.push(Category {
        id,
        name: node.name.name.shown.clone(),
        label: text(node.label.as_ref()),
        values: values(&node.values),
        ordered: node.ordered,
        open: node.open,
        at: span,
    });
}

fn record(ctx: &mut Context<'_>, id: RecordId, node: &ast::Record, span: Span) {
    let mut fields: Vec<Field> = Vec::new();
    let parts: Vec<&Ident> = node.fields.iter().map(|field| &field.name).collect();
    unique(ctx, &parts);
    for field in &node.fields {
        if is_special(&field.name) {
            ctx.found.push(special(&field.name));
        }
        // A field of a type that is not known stays out; uses of it would only repeat the mistake, so it counts as text.
        let ty = field_type(ctx, &field.ty);
        let at = FieldId::at(fields.len());
        ctx.names.add_field(id, &field.name.name, at);
        fields.push(Field {
            name: field.name.name.shown.clone(),
            label: text(field.label.as_ref()),
            ty: ty.unwrap_or(Type::Text),
            required: field.required,
        });
        if ty.is_none() {
            ctx.poisoned_fields.insert((id, at));
        }
    }
    for ty in [Type::Period, Type::Year] {
        two_of(ctx, node, &fields, ty);
    }
    let key = ctx
        .names
        .field(id, "mã")
        .filter(|key| fields.get(key.index()).is_some_and(|field| field.ty == Type::Text));
    ctx.document.records.push(Record {
        id,
        name: node.name.name.shown.clone(),
        label: text(node.label.as_ref()),
        fields,
        key,
        at: span,
    });
}

/// At most one period and one year: that is how time served knows what to read. It matters to rows of a list only, but
/// any record can become one.
fn two_of(ctx: &mut Context<'_>, node: &ast::Record, fields: &[Field], ty: Type) {
    let same: Vec<&ast::Field> = node
        .fields
        .iter()
        .zip(fields)
        .filter(|(_, field)| field.ty == ty)
        .map(|(written, _)| written)
        .collect();
    let [first, second, ..] = same.as_slice() else { return };
    if !ctx.row_records.contains(&node.name.name.key) {
        return;
    }
    let (vi, en) = ctx.type_words(ty);
    ctx.found.push(
        Diagnostic::error(
            errors::TWO_PERIOD_FIELDS,
            second.name.span,
            format!("\"{}\" có hai trường kiểu {vi}: tính thời gian thì đọc trường nào?", node.name.name.shown),
            format!("\"{}\" has two fields that are {en}: which one is time reckoned by?", node.name.name.shown),
        )
        .label(first.name.span, "trường thứ nhất", "the first")
        .help("Tách thành hai dữ kiện, hoặc dùng kiểu \"ngày\".", "Split the record, or use dates."),
    );
}

fn field_type(ctx: &mut Context<'_>, ty: &FieldType) -> Option<Type> {
    Some(match ty {
        FieldType::Text => Type::Text,
        FieldType::Number => Type::Number,
        FieldType::Date => Type::Date,
        FieldType::Year => Type::Year,
        FieldType::Period => Type::Period,
        FieldType::Bool => Type::Bool,
        FieldType::Title => Type::Title,
        FieldType::TextList => Type::Texts,
        FieldType::List(name) => Type::List(ctx.record(name)?),
        FieldType::Named(name) => {
            if let Some(set) = ctx.names.get(Kind::Category, &name.name) {
                ctx.used.sets.insert(set);
                Type::Member(SetId::at(set))
            } else if let Some(record) = ctx.names.get(Kind::Record, &name.name) {
                ctx.used.records.insert(record);
                Type::Record(RecordId::at(record))
            } else {
                let near: Vec<String> =
                    ctx.names.all(Kind::Category).chain(ctx.names.all(Kind::Record)).map(str::to_owned).collect();
                ctx.unknown_as(name, ("danh mục hoặc dữ kiện", "a category or a record"), &near);
                return None;
            }
        }
    })
}

fn reading(ctx: &mut Context<'_>, at: crate::statements::At<'_, ast::Reading>) {
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
    let position = node.default.as_ref().and_then(|wanted| parts.iter().position(|part| part.name == wanted.name));
    if position.is_none() {
        let span = node.default.as_ref().map_or(node.name.span, |wanted| wanted.span);
        let found = Diagnostic::error(
            errors::BAD_DEFAULT,
            span,
            format!("Cách hiểu \"{shown}\" thiếu mặc định, hoặc mặc định không phải một cách trả lời của nó."),
            format!("Reading \"{shown}\" has no default, or its default is none of its answers."),
        );
        let wanted = node.default.as_ref().map_or("", |wanted| wanted.name.shown.as_str());
        ctx.found.push(near::suggest(found, wanted, parts.iter().map(|part| part.name.shown.as_str())));
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
                format!("\"{}\" thiếu \"vì …\": chọn một cách thì phải nói vì sao.", name.name.shown),
                format!("\"{}\" has no reason (\"vì …\").", name.name.shown),
            )
            .help("Thêm: vì \"căn cứ hoặc lý do\".", "Add: vì \"the source or the reason\"."),
        );
    }
}

fn titles(ctx: &mut Context<'_>) {
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
    let above: Vec<Option<TitleId>> = ctx.document.titles.iter().map(|title| title.above).collect();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for start in 0..above.len() {
        let mut seen = vec![start];
        let mut at = above.get(start).copied().flatten();
        while let Some(next) = at {
            if next.index() == start {
                if seen.iter().all(|title| !told.contains(title)) {
                    told.extend(seen.iter().copied());
                    cycle_of_titles(ctx, &seen);
                }
                break;
            }
            if seen.contains(&next.index()) {
                break;
            }
            seen.push(next.index());
            at = above.get(next.index()).copied().flatten();
        }
    }
}

fn cycle_of_titles(ctx: &mut Context<'_>, circle: &[usize]) {
    let titles = circle.iter().filter_map(|index| ctx.document.titles.get(*index));
    let names: Vec<&str> = titles.map(|title| title.named.name.as_str()).collect();
    let names = names.join(" → ");
    let at = circle.first().and_then(|first| ctx.document.titles.get(*first)).map_or(Span::default(), |title| title.at);
    ctx.found.push(
        Diagnostic::error(
            errors::TITLE_CYCLE,
            at,
            format!("\"liền trên\" đi vòng: {names}."),
            format!("\"liền trên\" runs in a circle: {names}."),
        )
        .help("Sửa \"liền trên\" của một trong các chức danh.", "Mend \"liền trên\" of one of the titles."),
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
fn about(ctx: &mut Context<'_>) {
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
        measure: measure.and_then(|index| ctx.statements.measures.get(index).copied()).map(|at| Measure {
            name: at.node.name.name.shown.clone(),
            label: text(at.node.label.as_ref()),
            policy: Policy {
                last_day_counts: at.node.last_day_counts,
                broken: if at.node.longest { BrokenRuns::Longest } else { BrokenRuns::Shortest },
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
