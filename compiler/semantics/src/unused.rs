//! What is declared and never used. Looked for only in a program without mistakes: a mistake may hide a use.

use crate::context::Context;
use crate::errors;
use quyche_base::{Code, Diagnostic, Span};
use quyche_ir::expr::Type;
use quyche_ir::{FieldId, RecordId};

/// Reports what nobody uses. A reading must be used; the rest is worth a warning.
pub(crate) fn unused(ctx: &mut Context<'_>) {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (index, at) in ctx.statements.readings.iter().enumerate() {
        if !ctx.used.readings.contains(&index) {
            let shown = &at.node.name.name.shown;
            found.push(
                Diagnostic::error(
                    errors::UNUSED_READING,
                    at.node.name.span,
                    format!("Cách hiểu \"{shown}\" không được dùng: chọn cách nào cũng cho cùng kết quả."),
                    format!("Reading \"{shown}\" is not used: every answer gives the same result."),
                )
                .help(
                    format!("Dùng nó trong một điều kiện: \"cách hiểu {shown} là …\"; nếu nó không đổi gì, viết \"nghi vấn\"."),
                    format!("Use it in a condition (\"cách hiểu {shown} là …\"), or state a doubt instead."),
                ),
            );
        }
    }
    for (index, at) in ctx.statements.definitions.iter().enumerate() {
        if !at.module && !ctx.used.definitions.contains(&index) {
            found.push(warning(
                errors::UNUSED_DEFINITION,
                at.node.name.span,
                "Định nghĩa",
                &at.node.name.name.shown,
            ));
        }
    }
    for (index, at) in ctx.statements.categories.iter().enumerate() {
        if !at.module && !ctx.used.sets.contains(&index) {
            found.push(warning(
                errors::UNUSED_CATEGORY,
                at.node.name.span,
                "Danh mục",
                &at.node.name.name.shown,
            ));
        }
    }
    for (index, at) in ctx.statements.records.iter().enumerate() {
        if at.module {
            continue;
        }
        if !ctx.used.records.contains(&index) {
            found.push(warning(
                errors::UNUSED_RECORD,
                at.node.name.span,
                "Dữ kiện",
                &at.node.name.name.shown,
            ));
            continue;
        }
        fields(ctx, RecordId::at(index), at.node, &mut found);
    }
    for diagnostic in found {
        ctx.report(diagnostic);
    }
}

/// Texts describe; any other field is there to be read.
fn fields(ctx: &Context<'_>, id: RecordId, node: &quyche_syntax::ast::Record, found: &mut Vec<Diagnostic>) {
    let Some(record) = ctx.document.records.get(id.index()) else {
        return;
    };
    for (index, (field, written)) in record.fields.iter().zip(&node.fields).enumerate() {
        let at = FieldId::at(index);
        let descriptive = matches!(field.ty, Type::Text);
        if !descriptive && !ctx.used.fields.contains(&(id, at)) {
            found.push(
                Diagnostic::warning(
                    errors::UNUSED_FIELD,
                    written.name.span,
                    format!("Không câu nào đọc trường \"{}\" của \"{}\".", field.name, record.name),
                    format!("Nothing reads the field \"{}\" of \"{}\".", field.name, record.name),
                )
                .help(
                    "Bỏ trường này, để bảng tính không hỏi điều không cần.",
                    "Remove it: nobody needs to fill it in.",
                ),
            );
        }
    }
}

fn warning(code: Code, at: Span, vi: &str, shown: &str) -> Diagnostic {
    Diagnostic::warning(
        code,
        at,
        format!("{vi} \"{shown}\" không được dùng."),
        format!("\"{shown}\" is declared and never used."),
    )
    .help("Bỏ nó, hoặc dùng nó.", "Remove it, or use it.")
}
