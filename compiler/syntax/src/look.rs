//! Looking ahead in a text that is not yet parsed: does a statement begin here, does the list go on?

use crate::shape::{self, after, ends_word};
use crate::token::{TokenKind, token};

/// Where a comment begins on a heading line: `//` at the beginning or after a blank.
pub(crate) fn comment_start(line: &str) -> Option<usize> {
    line.match_indices("//").map(|(at, _)| at).find(|at| {
        line.get(..*at)
            .is_none_or(|before| before.is_empty() || before.ends_with([' ', '\t']))
    })
}

/// A statement inside the title of a heading: at its beginning, or after a full stop.
pub(crate) fn statement_in_title(line: &str, number_length: usize) -> Option<(usize, &'static str)> {
    let title = after(line, number_length);
    let trimmed = title.trim_start_matches(['.', ':', ' ', '\t']);
    let first = line.len() - trimmed.len();
    let others = title.match_indices(". ").map(|(at, _)| number_length + at + 2);
    std::iter::once(first).chain(others).find_map(|at| {
        let rest = after(line, at);
        let begin = shape::marker(rest).map_or(rest, |(_, length)| after(rest, length).trim_start());
        let (words, length) = shape::statement(begin)?;
        let body = after(begin, length);
        let ends = line.ends_with(['.', ';', ':', '"', '”']) || line.ends_with("tất cả") || line.ends_with("một trong");
        let quoted = body.trim_start().starts_with(['"', '“', '(']) && words == "nêu";
        let stated = quoted || (body.contains(':') && (ends || body.contains(['_', '"', '“'])));
        stated.then_some((at, words))
    })
}

/// The first place at or after `at` that is neither white space nor comment.
pub(crate) fn skip_comments(text: &str, at: usize) -> usize {
    let mut rest = after(text, at);
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if !rest.starts_with("//") {
            return text.len() - rest.len();
        }
        rest = after(rest, shape::first_line(rest).len());
    }
}

pub(crate) fn is_judged(rest: &str) -> bool {
    ["do", "cần", "và", "hoặc"]
        .iter()
        .any(|word| shape::keyword(rest, word).is_some())
}

pub(crate) fn token_or_blank(rest: &str) -> (TokenKind, usize) {
    if rest.is_empty() {
        (TokenKind::Mark(' '), 0)
    } else {
        token(rest)
    }
}

/// Whether what follows a marker is a list item rather than a statement, a title, another marker or nothing.
pub(crate) fn goes_on_as_item(rest: &str) -> bool {
    let begins = shape::statement(rest).is_some() || shape::directive(rest).is_some();
    if rest.is_empty() || begins || shape::marker(rest).is_some() {
        return false;
    }
    let (kind, length) = token(rest);
    if kind == TokenKind::Text {
        let follows = after(rest, length).trim_start();
        return follows.starts_with(['.', ';', ',']) || is_judged(follows);
    }
    crate::near::near_statement(rest).is_none()
}

/// How far a look ahead goes for the colon of a statement, in bytes.
const LOOK_AHEAD: usize = 600;

/// Whether a statement begins here, by its keyword and its colon. After a semicolon a one-word keyword may also be the
/// name of a field, so more is asked of it.
pub(crate) fn statement_begins(here: &str, after_semicolon: bool) -> bool {
    let Some((words, length)) = shape::statement(here) else {
        return directive_begins(here);
    };
    let body = after(here, length).trim_start();
    if words == "nêu" {
        return body.starts_with(['"', '“', '(', ':']);
    }
    if words == "cách hiểu" {
        let name = body.len() - body.trim_start_matches(shape::is_name_char).len();
        return after(body, name).trim_start().starts_with(['"', '“', ':']);
    }
    if !words.contains(' ') && (body.starts_with(':') || (after_semicolon && body.starts_with(['"', '“']))) {
        return false;
    }
    colon_comes(body)
}

/// Whether an instruction begins here: an edit by its address, the others by what must follow their words.
fn directive_begins(here: &str) -> bool {
    let Some((words, length)) = shape::directive(here) else {
        return false;
    };
    let body = after(here, length).trim_start();
    match words {
        "thay" => {
            ["đoạn mở đầu", "tên"]
                .iter()
                .any(|part| shape::keyword(body, part).is_some())
                || shape::address(body)
        }
        "thêm" => shape::keyword(body, "sau").is_some() || shape::address(body),
        "bỏ" => shape::address(body),
        "khuôn" => body.starts_with(char::is_alphabetic) && !colon_comes(body),
        _ => true,
    }
}

/// Whether a colon comes before the end of the item or the sentence.
pub(crate) fn colon_comes(body: &str) -> bool {
    let (mut at, mut depth) = (0, 0_u32);
    while at < body.len().min(LOOK_AHEAD) {
        let rest = after(body, at);
        let trimmed = rest.trim_start();
        let Some(letter) = trimmed.chars().next() else {
            return false;
        };
        let (_, length) = token(trimmed);
        match letter {
            ':' if depth == 0 => return true,
            ';' if depth == 0 => return false,
            '.' if ends_word(after(trimmed, 1)) => return false,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += (rest.len() - trimmed.len()) + length;
    }
    false
}

/// Whether what begins here can not belong to the edit before it: another instruction, an entry point or an example.
pub fn ends_edit(text: &str) -> bool {
    let author = shape::statement(text).is_some_and(|(words, _)| matches!(words, "xét" | "ví dụ"));
    author || shape::directive(text).is_some()
}

/// Whether a line that begins so would be taken for a heading, a marker or a new statement: no such line may begin in the
/// middle of a statement.
pub fn begins_something(line: &str) -> bool {
    shape::heading(line).is_some()
        || shape::marker(line).is_some()
        || shape::statement(line).is_some()
        || directive_begins(line)
}

/// The same after a semicolon, where a statement must show more of itself to be taken for one.
pub fn begins_something_after_semicolon(line: &str) -> bool {
    shape::heading(line).is_some() || shape::marker(line).is_some() || statement_begins(line, true)
}
