//! How mistakes about edits are told.

use super::gather::ChangeKind;
use crate::addresses::Failure;
use crate::errors;
use crate::units::Units;
use quyche_base::{Address, Diagnostic, Span};

/// What edits are about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whole<'n> {
    /// A template, in its instance.
    Template {
        /// Its name.
        name: &'n str,
        /// Its head.
        at: Span,
        /// Which instance, from 1; 0 inside another template.
        instance: u32,
    },
    /// The regulation.
    Regulation,
}

impl Whole<'_> {
    /// Which instance.
    pub(super) fn instance(&self) -> u32 {
        match self {
            Whole::Template { instance, .. } => *instance,
            Whole::Regulation => 0,
        }
    }

    /// An address in it, as its author would write it: sections of a template are those of a procedure.
    pub(super) fn address(&self, words: &str) -> String {
        match self {
            Whole::Template { .. } => words.replace("Mục ", "mục "),
            Whole::Regulation => words.to_owned(),
        }
    }

    fn vi(&self) -> String {
        match self {
            Whole::Template { name, .. } => format!("khuôn \"{name}\""),
            Whole::Regulation => "văn bản".to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            Whole::Template { name, .. } => format!("template \"{name}\""),
            Whole::Regulation => "the regulation".to_owned(),
        }
    }

    fn labelled(&self, found: Diagnostic) -> Diagnostic {
        match self {
            Whole::Template { at, .. } => found.label(*at, "khuôn ở đây", "the template"),
            Whole::Regulation => found,
        }
    }
}

pub(crate) fn in_module(at: Span, header: Span) -> Diagnostic {
    Diagnostic::error(
        errors::UNIT_IN_MODULE,
        at,
        "Thư viện không có khuôn, không sửa đổi gì.",
        "A module has no templates and amends nothing.",
    )
    .label(header, "tệp này là thư viện", "this file is a module")
    .help(
        "Chuyển phần đó vào tệp của văn bản.",
        "Move it to a file of the regulation.",
    )
}

pub(super) fn belongs_nowhere(at: Span, amending: bool) -> Diagnostic {
    let found = Diagnostic::error(
        errors::EDIT_NOWHERE,
        at,
        "Câu này không thuộc lần sửa nào.",
        "This belongs to no edit.",
    );
    if amending {
        found.help(
            "Sau \"sửa đổi theo\" chỉ có \"thay\", \"bỏ\", \"thêm\".",
            "Only edits follow \"sửa đổi theo\".",
        )
    } else {
        found.help(
            "Lời của chính thủ tục viết trước \"áp dụng khuôn\"; thêm vào một đơn vị của khuôn thì viết \"thêm ĐỊA CHỈ: …\".",
            "Write the procedure's own statements before \"áp dụng khuôn\"; add to a unit with \"thêm ĐỊA CHỈ: …\".",
        )
    }
}

pub(super) fn edits_nothing(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::EDIT_NOWHERE,
        at,
        "Không có gì để sửa: phía trên không có \"áp dụng khuôn\" hay \"sửa đổi theo\".",
        "There is nothing to edit: neither \"áp dụng khuôn\" nor \"sửa đổi theo\" stands above.",
    )
    .help(
        "Viết lần sửa ngay sau \"áp dụng khuôn …\" của thủ tục, hoặc dưới \"sửa đổi theo …\".",
        "Write the edit right after \"áp dụng khuôn …\", or below \"sửa đổi theo …\".",
    )
}

pub(super) fn amends_inside(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::AUTHOR_MATTER_INSIDE,
        at,
        "\"sửa đổi theo\" đứng trong phần văn bản.",
        "\"sửa đổi theo\" stands inside the text.",
    )
    .help("Viết nó dưới \"Ngoài văn bản.\".", "Write it below \"Ngoài văn bản.\".")
}

pub(super) fn applied_outside(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::NORM_OUTSIDE,
        at,
        "\"áp dụng khuôn\" không đứng dưới thủ tục, điều nào.",
        "\"áp dụng khuôn\" stands in no procedure or article.",
    )
    .help(
        "Viết nó dưới tiêu đề của thủ tục.",
        "Write it below the heading of the procedure.",
    )
}

pub(super) fn no_such_address(units: &Units, address: &Address, failure: Failure, whole: &Whole<'_>) -> Diagnostic {
    let words = address.words();
    let (vi, en) = (whole.vi(), whole.en());
    let found = match failure {
        Failure::Unknown { sought, within, .. } => {
            let near = sought
                .map(|sought| units.places.near(&sought, within))
                .unwrap_or_default();
            let found = Diagnostic::error(
                errors::NOT_THERE,
                address.span,
                format!("\"{words}\" không có trong {vi}."),
                format!("\"{words}\" is not in {en}."),
            );
            if near.is_empty() {
                found.help(
                    "Địa chỉ đi theo số của khuôn trước khi sửa, không ghi số thủ tục; đơn vị mới thì viết \"thêm\".",
                    "Addresses follow the numbers of the template before any edit, without the procedure; for a new unit write \"thêm\".",
                )
            } else {
                let near = near.join("; ");
                found.help(format!("Ở đó có: {near}."), format!("There is: {near}."))
            }
        }
        Failure::Ambiguous { units: several, .. } => {
            let list: Vec<String> = several.iter().take(4).map(|id| units.places.words(*id)).collect();
            let list = list.join("; ");
            Diagnostic::error(
                errors::NOT_THERE,
                address.span,
                format!("\"{words}\" có ở nhiều nơi trong {vi}: {list}."),
                format!("\"{words}\" is found in several places of {en}: {list}."),
            )
            .help(
                "Viết thêm bậc lớn hơn (Bước, mục …) sau địa chỉ.",
                "Write the larger steps too.",
            )
        }
    };
    whole.labelled(found)
}

pub(super) fn twice(address: &Address, first: Span) -> Diagnostic {
    let words = address.words();
    Diagnostic::error(
        errors::EDITED_TWICE,
        address.span,
        format!("Hai lần sửa cùng chạm tới \"{words}\"."),
        format!("Two edits touch \"{words}\"."),
    )
    .label(first, "lần thứ nhất ở đây", "the first")
    .help(
        "Gộp thành một: đơn vị đã thay cả thì viết luôn lời mới ở trong đó.",
        "Make them one: a unit that is replaced whole holds its new text itself.",
    )
}

pub(super) fn nothing_new(address: &Address, whole: &Whole<'_>) -> Diagnostic {
    let words = address.words();
    let found = Diagnostic::error(
        errors::EDIT_EQUAL,
        address.span,
        format!("Lời mới của \"{words}\" y như lời của {}.", whole.vi()),
        format!("The new text of \"{words}\" is that of {}.", whole.en()),
    )
    .help(
        "Bỏ lần sửa này: chỉ chỗ khác mới ghi, để người rà soát thấy.",
        "Remove the edit: only differences are written, for the review to see.",
    );
    whole.labelled(found)
}

pub(super) fn unfit_body(at: Span, kind: ChangeKind) -> Diagnostic {
    let (vi, en) = match kind {
        ChangeKind::Rename => (
            "Sau \"thay tên … bằng:\" là tên mới trong ngoặc kép; mục của danh sách không có tên.",
            "\"thay tên … bằng:\" takes a quoted title; an item of a list has none.",
        ),
        ChangeKind::ReplaceOpening => (
            "Đoạn mở đầu chỉ gồm các câu của chính đơn vị; muốn thay cả đơn vị thì bỏ chữ \"đoạn mở đầu\".",
            "The opening is the unit's own statements; drop \"đoạn mở đầu\" to replace all of it.",
        ),
        ChangeKind::Remove | ChangeKind::Replace => (
            "Mục của danh sách thì viết lời mới của mục ấy (điều kiện, việc, giấy tờ, ghế …); đơn vị thì viết cả câu (\"nêu …\", \"tiêu chuẩn …\").",
            "For an item of a list write its new body; for a unit write whole statements.",
        ),
        ChangeKind::Add | ChangeKind::AddAfter => (
            "Mục mới của danh sách thì viết lời của nó; đơn vị mới thì viết cả câu (\"nêu …\", \"nghĩa vụ …\"), mỗi đơn vị một lần \"thêm\".",
            "For a new item of a list write its body; for a new unit write whole statements, one \"thêm\" for each unit.",
        ),
    };
    Diagnostic::error(
        errors::EDIT_BODY,
        at,
        "Lời mới không hợp với chỗ được sửa.",
        "The new text does not fit what it is for.",
    )
    .help(vi, en)
}

pub(super) fn which_statement(address: &Address) -> Diagnostic {
    let words = address.words();
    Diagnostic::error(
        errors::EDIT_BODY,
        address.span,
        format!("\"{words}\" có nhiều câu mà lời mới thay được, không rõ câu nào."),
        format!("Several statements of \"{words}\" could take the new body."),
    )
    .help(
        "Viết lại cả câu: \"thay đoạn mở đầu … bằng:\" rồi các câu của đơn vị.",
        "Write whole statements: \"thay đoạn mở đầu … bằng:\" and the statements of the unit.",
    )
}

pub(super) fn empties(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::EDIT_BODY,
        at,
        "Bỏ mục này thì danh sách không còn mục nào.",
        "Nothing would be left of the list.",
    )
    .help(
        "Bỏ hoặc thay cả đơn vị chứa danh sách.",
        "Remove or replace the unit that holds the list.",
    )
}

pub(super) fn is_there(address: &Address) -> Diagnostic {
    let words = address.words();
    Diagnostic::error(
        errors::ALREADY_THERE,
        address.span,
        format!("\"{words}\" đã có."),
        format!("\"{words}\" is there already."),
    )
    .help(
        "Muốn đổi thì viết \"thay\"; thêm một gạch vào giữa thì viết \"thêm sau\".",
        "Write \"thay\" to change it; \"thêm sau\" puts a new dash after one.",
    )
}

pub(super) fn not_counted(address: &Address) -> Diagnostic {
    let words = address.words();
    Diagnostic::error(
        errors::ALREADY_THERE,
        address.span,
        format!("\"{words}\" có số của nó, nên đơn vị mới cũng phải có số."),
        format!("\"{words}\" is numbered, so a new unit needs a number too."),
    )
    .help(
        "\"thêm sau\" chỉ dùng cho gạch, cộng, sao; đơn vị khác viết \"thêm điểm đ …:\".",
        "\"thêm sau\" is for dashes, plusses and stars; write \"thêm điểm đ …:\" for others.",
    )
}

pub(super) fn too_high(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::EDIT_BODY,
        at,
        "Mục này không nằm trong đơn vị đang sửa.",
        "This unit does not stand inside the one that is edited.",
    )
    .help(
        "Viết nó thành một lần \"thay\" hoặc \"thêm\" riêng.",
        "Make it an edit of its own.",
    )
}

pub(super) fn undated(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::NOT_DATED,
        at,
        "Chỗ này không gắn được ngày: phạm vi, hội đồng, thứ tự ưu tiên, tên đơn vị và mục không có vế ngày thì không sửa theo ngày được.",
        "This carries no dates: scopes, councils, rankings, titles and items without tails cannot be amended from a day.",
    )
    .help(
        "Sửa một đơn vị hay một mục gắn được ngày (tiêu chuẩn, nghĩa vụ, thời hạn, thành phần hồ sơ, nêu).",
        "Amend a unit or an item that carries dates: criteria, duties, deadlines, dossiers, stated text.",
    )
}
