//! The grammar of the rule language and the words for its rules.
//!
//! `quyche.pest` is the whole grammar; [`QuycheParser`] is what pest makes of it. Text comes here normalised and cut into
//! pieces (a head, a heading line, a marker, a statement), so every entry rule reads one piece. [`words`] says what each
//! rule is called in a message. Nothing here knows of trees, spans or errors.

mod keywords;
mod parser;
mod words;

pub use keywords::KEYWORDS;
pub use parser::{QuycheParser, Rule};
pub use words::{Words, keyword, words};
