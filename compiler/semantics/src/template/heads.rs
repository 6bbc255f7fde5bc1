//! How mistakes about templates themselves are told: their bounds, their parameters, what may stand in them.

use crate::errors;
use crate::near;
use quyche_base::{Diagnostic, Span};
use quyche_syntax::ast::{Ident, Template};

pub(super) fn not_closed(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::TEMPLATE_BOUNDS,
        at,
        "Khuôn này không có \"hết khuôn.\".",
        "This template has no \"hết khuôn.\".",
    )
    .help(
        "Viết \"hết khuôn.\" sau đơn vị cuối cùng của khuôn; khuôn không chứa khuôn khác.",
        "Write \"hết khuôn.\" after its last unit; a template does not hold another.",
    )
}

pub(super) fn not_open(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::TEMPLATE_BOUNDS,
        at,
        "\"hết khuôn\" mà phía trên không có khuôn nào đang mở.",
        "\"hết khuôn\" ends no template.",
    )
    .help("Bỏ câu này.", "Remove it.")
}

pub(super) fn unfit(at: Span, could_stand_first: bool) -> Diagnostic {
    let found = Diagnostic::error(
        errors::NOT_IN_TEMPLATE,
        at,
        "Câu này không đứng ở đây trong khuôn được.",
        "This statement cannot stand here in a template.",
    );
    if could_stand_first {
        found.help(
            "\"xét\" và \"ví dụ\" của khuôn viết ngay sau dòng \"khuôn\", trước đơn vị thứ nhất.",
            "The entry points and examples of a template stand right after its head, before the first unit.",
        )
    } else {
        found.help(
            "Khai danh mục, dữ kiện, chức danh, dẫn chiếu, cách tính và sửa đổi ở ngoài khuôn.",
            "Declare categories, records, titles, outside documents and measures outside the template; amendments too.",
        )
    }
}

pub(super) fn declared_twice(name: &Ident, first: Span) -> Diagnostic {
    let shown = &name.name.shown;
    Diagnostic::error(
        errors::DUPLICATE_NAME,
        name.span,
        format!("\"{shown}\" được khai hai lần (khuôn)."),
        format!("\"{shown}\" is declared twice (template)."),
    )
    .label(first, "lần thứ nhất ở đây", "first here")
    .help("Bỏ một lần khai, hoặc đổi tên.", "Remove one, or rename it.")
}

pub(super) fn unknown_template(name: &Ident, known: &[String]) -> Diagnostic {
    let shown = &name.name.shown;
    let found = Diagnostic::error(
        errors::UNKNOWN_TEMPLATE,
        name.span,
        format!("Không có khuôn \"{shown}\"."),
        format!("There is no template \"{shown}\"."),
    );
    near::suggest(
        found,
        shown,
        known.iter().map(String::as_str),
        (
            "Khuôn khai bằng \"khuôn TÊN (tham số, …).\" trong một tệp của cùng văn bản.",
            "A template is declared with \"khuôn TÊN (…).\" in a file of the same regulation.",
        ),
    )
}

pub(super) fn circle(name: &Ident, circle: &[&str]) -> Diagnostic {
    let names = circle.join(" → ");
    let shown = &name.name.shown;
    Diagnostic::error(
        errors::TEMPLATE_CYCLE,
        name.span,
        format!("Khuôn áp dụng nhau thành vòng: {names} → {shown}."),
        format!("Templates apply each other in a circle: {names} → {shown}."),
    )
    .help(
        "Tách phần dùng chung thành một khuôn thứ ba.",
        "Move what they share into a third template.",
    )
}

pub(super) fn unknown_argument(parameter: &Ident, head: &Template) -> Diagnostic {
    let (shown, template) = (&parameter.name.shown, &head.name.name.shown);
    let found = Diagnostic::error(
        errors::WRONG_ARGUMENT,
        parameter.span,
        format!("Khuôn \"{template}\" không có tham số \"{shown}\"."),
        format!("Template \"{template}\" has no parameter \"{shown}\"."),
    )
    .label(head.name.span, "khuôn ở đây", "the template");
    let known = head.parameters.iter().map(|known| known.name.shown.as_str());
    near::suggest(found, shown, known, ("Bỏ vế này.", "Remove it."))
}

pub(super) fn argument_twice(parameter: &Ident) -> Diagnostic {
    let shown = &parameter.name.shown;
    Diagnostic::error(
        errors::WRONG_ARGUMENT,
        parameter.span,
        format!("Tham số \"{shown}\" được cho hai lần."),
        format!("Parameter \"{shown}\" is given twice."),
    )
    .help("Giữ một lần.", "Keep one of them.")
}

pub(super) fn missing_argument(template: &Ident, parameter: &Ident) -> Diagnostic {
    let (shown, name) = (&parameter.name.shown, &template.name.shown);
    Diagnostic::error(
        errors::WRONG_ARGUMENT,
        template.span,
        format!("Khuôn \"{name}\" cần tham số \"{shown}\"."),
        format!("Template \"{name}\" needs parameter \"{shown}\"."),
    )
    .label(parameter.span, "khai ở đây", "declared here")
    .help(
        format!("Viết thêm \"{shown} là …\" trong ngoặc."),
        format!("Add \"{shown} là …\" in the parentheses."),
    )
}

pub(super) fn parameter_twice(parameter: &Ident, first: Span) -> Diagnostic {
    let shown = &parameter.name.shown;
    Diagnostic::error(
        errors::DUPLICATE_PART,
        parameter.span,
        format!("\"{shown}\" có hai lần trong một danh sách."),
        format!("\"{shown}\" stands twice in one list."),
    )
    .label(first, "lần thứ nhất ở đây", "first here")
    .help("Bỏ một lần.", "Remove one.")
}

pub(super) fn unused_parameter(parameter: &Ident) -> Diagnostic {
    let shown = &parameter.name.shown;
    Diagnostic::error(
        errors::UNUSED_PARAMETER,
        parameter.span,
        format!("Khuôn không dùng tham số \"{shown}\" ở đâu."),
        format!("The template uses parameter \"{shown}\" nowhere."),
    )
    .help(
        "Bỏ tham số, hoặc dùng nó: tên thì viết trơn, trong chuỗi thì viết {tên}.",
        "Remove it, or use it: bare where a name stands, in braces inside quoted text.",
    )
}

pub(super) fn strange_place(at: Span, name: &str, parameters: &[Ident]) -> Diagnostic {
    let found = Diagnostic::error(
        errors::WRONG_PARAMETER,
        at,
        format!("\"{name}\" trong ngoặc nhọn không phải tham số của khuôn."),
        format!("\"{name}\" in braces is no parameter of the template."),
    );
    let known = parameters.iter().map(|known| known.name.shown.as_str());
    near::suggest(
        found,
        name,
        known,
        (
            "Khai nó trong ngoặc sau tên khuôn, hoặc bỏ ngoặc nhọn.",
            "Declare it after the name of the template, or drop the braces.",
        ),
    )
}

pub(super) fn words_as_name(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        errors::WRONG_PARAMETER,
        at,
        format!("Tham số \"{name}\" được cho bằng chuỗi, ở đây cần một tên."),
        format!("Parameter \"{name}\" is given as quoted text, but a name is needed here."),
    )
    .help(
        "Cho một tên (chức danh, giá trị, dữ kiện …); chuỗi chỉ đứng trong chuỗi, viết {tên}.",
        "Give a name; quoted text stands only in quoted text, in braces.",
    )
}

pub(super) fn unused_template(name: &Ident) -> Diagnostic {
    let shown = &name.name.shown;
    Diagnostic::warning(
        errors::UNUSED_TEMPLATE,
        name.span,
        format!("Không thủ tục nào áp dụng khuôn \"{shown}\"."),
        format!("Nothing applies template \"{shown}\"."),
    )
    .help(
        "Áp dụng nó, hoặc xóa đi: lời trong khuôn chưa áp dụng không được kiểm tra.",
        "Apply it, or remove it: the text of a template nobody applies is not checked.",
    )
}
