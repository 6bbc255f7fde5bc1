//! From text to canonical text.
//!
//! Spaces, dashes, quotes, NFC, indentation and line breaks are made uniform; words, names, comments and the author's
//! choice among synonyms stay as typed. The work is done on tokens, so nothing the tree does not keep can be lost. The
//! result is parsed again and its tree compared with that of the input before anything is returned: a formatter that
//! changes what a rule says must not exist.

mod atoms;
pub mod errors;
mod layout;
mod print;

use quyche_base::{Diagnostics, FileId};

/// The canonical text of a rule file. Formatting it again changes nothing.
///
/// # Errors
///
/// The mistakes of a file that does not parse; or, should the canonical text say something else than the input, a fault
/// of the tool instead of that text.
pub fn format(id: FileId, text: &str) -> Result<String, Diagnostics> {
    let (tree, found) = quyche_syntax::parse(id, text);
    if found.has_errors() {
        return Err(found);
    }
    let (normal, cut) = quyche_syntax::pieces(id, text);
    let formatted = print::print(text, &normal, &cut);
    let (again, mistakes) = quyche_syntax::parse(id, &formatted);
    if mistakes.has_errors() || !same(&tree, &again) {
        return Err(Diagnostics(vec![errors::meaning_changed()]));
    }
    Ok(formatted)
}

/// Whether two trees say the same: they serialise alike, since spans are left out.
fn same(before: &quyche_syntax::ast::File, after: &quyche_syntax::ast::File) -> bool {
    match (serde_json::to_string(before), serde_json::to_string(after)) {
        (Ok(before), Ok(after)) => before == after,
        (Ok(_) | Err(_), _) => false,
    }
}
