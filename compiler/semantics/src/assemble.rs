//! From files to one program: which file is the regulation, which continue it, which modules it uses.
//!
//! The order in which files were given does not matter: the main file comes first, continuations follow by path.

use crate::errors;
use crate::near;
use quyche_base::{Diagnostic, Diagnostics, SourceMap, name};
use quyche_syntax::ast::{ContinuationHeader, DocumentHeader, File, Header, Ident, ModuleHeader};
use std::collections::BTreeSet;

/// The files of one compilation, sorted out.
pub(crate) struct Program<'a> {
    /// The head of the regulation; `None` after a diagnostic, or where only modules are checked.
    pub(crate) header: Option<&'a DocumentHeader>,
    /// The main file, then its continuations with their heads.
    pub(crate) files: Vec<(&'a File, Option<&'a ContinuationHeader>)>,
    /// The modules used, those that others use first.
    pub(crate) modules: Vec<(&'a File, &'a ModuleHeader)>,
}

/// Sorts the files out and follows `dùng`.
pub(crate) fn assemble<'a>(
    files: &'a [File],
    modules: &'a [File],
    sources: &SourceMap,
    found: &mut Diagnostics,
) -> Program<'a> {
    let mut mains: Vec<(&File, &DocumentHeader)> = Vec::new();
    let mut rest: Vec<(&File, Option<&ContinuationHeader>)> = Vec::new();
    let mut library: Vec<(&File, &ModuleHeader)> = Vec::new();
    for file in files {
        match &file.header {
            Some(Header::Document(header)) => mains.push((file, header)),
            Some(Header::Continuation(header)) => rest.push((file, Some(header))),
            Some(Header::Module(header)) => library.push((file, header)),
            None => rest.push((file, None)),
        }
    }
    let own_modules = library.len();
    for file in modules {
        if let Some(Header::Module(header)) = &file.header {
            library.push((file, header));
        }
    }
    rest.sort_by_key(|(file, _)| (path(sources, file), file.id));
    check_mains(&mains, &rest, own_modules > 0, found);
    let header = mains.first().map(|(_, header)| *header);
    if let Some(header) = header {
        check_continuations(header, &rest, found);
    }
    let mut importer = Importer {
        library: &library,
        done: BTreeSet::new(),
        open: Vec::new(),
        order: Vec::new(),
    };
    match header {
        Some(header) => importer.uses(&header.uses, found),
        None if rest.is_empty() => {
            for index in 0..own_modules {
                importer.take(index, None, found);
            }
        }
        None => {}
    }
    let order = importer.order;
    let mut all: Vec<(&File, Option<&ContinuationHeader>)> = mains.iter().map(|(file, _)| (*file, None)).collect();
    all.extend(rest);
    Program {
        header,
        files: all,
        modules: order.iter().filter_map(|index| library.get(*index).copied()).collect(),
    }
}

/// The path of a file, by which continuations are put in order.
fn path<'s>(sources: &'s SourceMap, file: &File) -> &'s str {
    sources.get(file.id).map_or("", |source| source.path.as_str())
}

/// There is exactly one main file.
fn check_mains(
    mains: &[(&File, &DocumentHeader)],
    rest: &[(&File, Option<&ContinuationHeader>)],
    has_modules: bool,
    found: &mut Diagnostics,
) {
    if let [(_, first), others @ ..] = mains {
        for (_, other) in others {
            found.push(
                Diagnostic::error(
                    errors::TWO_DOCUMENTS,
                    other.span,
                    format!(
                        "Hai tệp cùng nhận là văn bản chính: \"{}\" và \"{}\".",
                        first.number, other.number
                    ),
                    format!(
                        "Two files both say they are the regulation: \"{}\" and \"{}\".",
                        first.number, other.number
                    ),
                )
                .label(first.span, "văn bản chính thứ nhất", "the first main file")
                .help(
                    format!(
                        "Nếu tệp này là phần còn lại của văn bản, mở đầu nó bằng \"Tiếp theo {}.\".",
                        first.number
                    ),
                    format!(
                        "If this file is the rest of the regulation, begin it with \"Tiếp theo {}.\".",
                        first.number
                    ),
                ),
            );
        }
        return;
    }
    let continuation = rest.iter().find_map(|(_, header)| *header);
    let unread = rest.iter().any(|(_, header)| header.is_none());
    match continuation {
        Some(header) if !unread => found.push(
            Diagnostic::error(
                errors::NO_DOCUMENT,
                header.span,
                format!("Không tệp nào là văn bản chính \"{}\".", header.number),
                format!("No file is the main file of \"{}\".", header.number),
            )
            .help(
                format!("Thêm một tệp mở đầu bằng \"Quy định {} về …\".", header.number),
                format!("Add a file that begins with \"Quy định {} về …\".", header.number),
            ),
        ),
        None if rest.is_empty() && !has_modules => found.push(Diagnostic::general(
            errors::NO_DOCUMENT,
            "Không có tệp quy định nào.",
            "There is no rule file.",
        )),
        Some(_) | None => {}
    }
}

/// Every continuation names the main file.
fn check_continuations(
    header: &DocumentHeader,
    rest: &[(&File, Option<&ContinuationHeader>)],
    found: &mut Diagnostics,
) {
    for continuation in rest.iter().filter_map(|(_, header)| *header) {
        if name::fold(&continuation.number) != name::fold(&header.number) {
            found.push(
                Diagnostic::error(
                    errors::OTHER_DOCUMENT,
                    continuation.span,
                    format!(
                        "Tệp này tiếp theo \"{}\", mà văn bản chính là \"{}\".",
                        continuation.number, header.number
                    ),
                    format!(
                        "This file continues \"{}\", but the regulation is \"{}\".",
                        continuation.number, header.number
                    ),
                )
                .label(header.span, "văn bản chính", "the main file")
                .help(
                    format!("Viết \"Tiếp theo {}\".", header.number),
                    format!("Write \"Tiếp theo {}\".", header.number),
                ),
            );
        }
    }
}

/// Follows `dùng` from file to file.
struct Importer<'l, 'a> {
    library: &'l [(&'a File, &'a ModuleHeader)],
    done: BTreeSet<usize>,
    open: Vec<usize>,
    order: Vec<usize>,
}

impl<'a> Importer<'_, 'a> {
    fn uses(&mut self, uses: &'a [Ident], found: &mut Diagnostics) {
        for wanted in uses {
            match self
                .library
                .iter()
                .position(|(_, header)| header.name.name == wanted.name)
            {
                Some(index) => self.take(index, Some(wanted), found),
                None => {
                    let names = self.library.iter().map(|(_, header)| header.name.name.shown.as_str());
                    found.push(near::suggest(
                        Diagnostic::error(
                            errors::UNKNOWN_MODULE,
                            wanted.span,
                            format!("Không có thư viện \"{}\".", wanted.name.shown),
                            format!("There is no module \"{}\".", wanted.name.shown),
                        ),
                        &wanted.name.shown,
                        names,
                        (
                            "Thư viện là một tệp mở đầu bằng \"Thư viện TÊN.\"; kiểm tra tên, hoặc bỏ nó khỏi \"dùng\".",
                            "A module is a file that begins with \"Thư viện\" and its name: check the name, or drop it.",
                        ),
                    ));
                }
            }
        }
    }

    fn take(&mut self, index: usize, asked: Option<&Ident>, found: &mut Diagnostics) {
        if self.done.contains(&index) {
            return;
        }
        let Some((_, header)) = self.library.get(index) else {
            return;
        };
        if let Some(at) = self.open.iter().position(|open| *open == index) {
            let names = self.open.iter().skip(at).filter_map(|open| self.library.get(*open));
            let circle: Vec<&str> = names.map(|(_, header)| header.name.name.shown.as_str()).collect();
            found.push(
                Diagnostic::error(
                    errors::CYCLIC_IMPORT,
                    asked.map_or(header.span, |asked| asked.span),
                    format!(
                        "Các thư viện dùng nhau thành vòng: {} → {}.",
                        circle.join(" → "),
                        header.name.name.shown
                    ),
                    format!(
                        "Modules use each other in a circle: {} → {}.",
                        circle.join(" → "),
                        header.name.name.shown
                    ),
                )
                .help(
                    "Chuyển phần dùng chung sang một thư viện thứ ba.",
                    "Move what they share into a third module.",
                ),
            );
            return;
        }
        self.open.push(index);
        self.uses(&header.uses, found);
        self.open.pop();
        if self.done.insert(index) {
            self.order.push(index);
        }
    }
}
