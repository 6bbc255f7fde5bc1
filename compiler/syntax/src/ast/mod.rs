//! The syntax tree: owned, plain, a span on everything; it says what the author wrote, not what it means.
//!
//! Synonyms (`từ đủ 3 năm trở lên`, `ít nhất đủ 3 năm`, `đủ 3 năm`) fall together here where they mean the same; the
//! formatter works on the text and keeps the author's choice. Serialising leaves the spans out, so two trees that
//! serialise alike say the same: that is how the formatter checks itself.
//!
//! Invariants: marked lists are already nested by marker class (a stack: a new class opens only after `tất cả`,
//! `một trong` or `gồm`); units are still flat, in the order of the file: building the tree of units is the business of
//! the next room.

mod author;
mod declare;
mod expr;
mod file;
mod norm;
mod rewrite;
mod rewrite_expr;
mod template;

pub use author::*;
pub use declare::*;
pub use expr::*;
pub use file::*;
pub use norm::*;
pub use rewrite::*;
pub use template::*;
