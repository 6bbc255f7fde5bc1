//! How a name that is not known is told: as unknown, with near names, or as the name of something else. One name is told
//! once, its other places as labels.

use crate::context::Context;
use crate::errors;
use crate::names::Kind;
use crate::near;
use quyche_base::{Code, Diagnostic};
use quyche_syntax::ast::Ident;

/// For so many unknown names near ones are looked for.
const MOST_SUGGESTIONS: usize = 200;

impl Context<'_> {
    /// Reports a name that is not known as `wanted`: as unknown, with near names, or as the name of something else. The
    /// same name is reported once, its other places as labels.
    pub(crate) fn unknown(&mut self, ident: &Ident, wanted: Kind, near: &[String]) {
        self.unknown_as(ident, (wanted.vi(), wanted.en()), near);
    }

    /// As [`unknown`](Self::unknown), with the words for what is wanted.
    pub(crate) fn unknown_as(&mut self, ident: &Ident, (vi, en): (&str, &str), near: &[String]) {
        if self.broken.mentions(&ident.name.key) {
            return;
        }
        let shown = &ident.name.shown;
        let kinds = self.names.kinds(&ident.name);
        let code = if kinds.is_empty() {
            errors::UNKNOWN_NAME
        } else {
            errors::WRONG_KIND
        };
        let key = (code, format!("{} {vi}", ident.name.key));
        if let Some(index) = self.reported.get(&key).copied() {
            if let Some(first) = self.found.0.get_mut(index) {
                *first = first.clone().label(ident.span, "cũng ở đây", "here too");
            }
            return;
        }
        let found = self.unknown_words(code, ident, kinds.first().copied(), (vi, en));
        let otherwise = match kinds.first() {
            None => (
                "Khai tên này, hoặc sửa cho đúng một tên đã khai.",
                "Declare it, or write a name that is declared.",
            ),
            Some(Kind::Field) => (
                "Nói rõ đối tượng (\"đối với\", \"cho\"), hoặc đọc nó trong danh sách của dữ kiện ấy.",
                "Say whom the statement is about, or read it in a list of that record.",
            ),
            Some(_) => ("Viết một tên đúng loại.", "Write a name of the kind that is needed."),
        };
        self.reported.insert(key, self.found.0.len());
        if let Some(numbered) = self.numbered.get(&ident.name.key).filter(|_| kinds.is_empty()) {
            let found = numbered_words(found, numbered);
            self.found.push(found);
            return;
        }
        // In a file that is wrong all over, looking for near names would take longer than reading it.
        let near = if self.reported.len() > MOST_SUGGESTIONS {
            &[]
        } else {
            near
        };
        self.found
            .push(near::suggest(found, shown, near.iter().map(String::as_str), otherwise));
    }

    /// The message for a name that is not known as what is needed; `kind` is what it is instead.
    fn unknown_words(&self, code: Code, ident: &Ident, kind: Option<Kind>, (vi, en): (&str, &str)) -> Diagnostic {
        let shown = &ident.name.shown;
        match kind {
            None => Diagnostic::error(
                code,
                ident.span,
                format!("Chưa khai \"{shown}\": ở đây cần tên một {vi}."),
                format!("\"{shown}\" is not declared: {en} is needed here."),
            ),
            Some(Kind::Field) => {
                let records = self.names.records_with(&ident.name.key);
                let records = records.filter_map(|id| self.document.records.get(id.index()));
                let owners: Vec<String> = records.map(|record| format!("\"{}\"", record.name)).collect();
                let owners = owners.join(", ");
                Diagnostic::error(
                    code,
                    ident.span,
                    format!("\"{shown}\" là trường của dữ kiện {owners}, không đọc được ở đây."),
                    format!("\"{shown}\" is a field of {owners}, which cannot be read here."),
                )
            }
            Some(kind) => Diagnostic::error(
                code,
                ident.span,
                format!("\"{shown}\" là {}, ở đây cần {vi}.", kind.vi()),
                format!("\"{shown}\" is {}, but {en} is needed here.", kind.en()),
            ),
        }
    }
}

/// A name that templates declare is known outside them by the number of each procedure.
fn numbered_words(found: Diagnostic, numbered: &[String]) -> Diagnostic {
    let all: Vec<String> = numbered.iter().take(4).map(|name| format!("\"{name}\"")).collect();
    let all = all.join(", ");
    let more = if numbered.len() > 4 { " …" } else { "" };
    found.help(
        format!("Khuôn khai tên này, mỗi thủ tục một tên riêng mang số của nó: {all}{more}."),
        format!("A template declares it, and each procedure has its own, with its number: {all}{more}."),
    )
}
