//! Words, numbers, quoted texts and marks of a normalised text: as much of a lexer as cutting and formatting need.

use crate::shape;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, digits and underscores, beginning with a letter.
    Word,
    /// Digits, with dots or commas between digits.
    Number,
    /// A quoted text, quotes included.
    Text,
    /// A quoted text that never ends; what was taken for it.
    OpenText,
    /// One other character.
    Mark(char),
    /// `//` to the end of the line.
    Comment,
}

/// A token of the normalised text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What.
    pub kind: TokenKind,
    /// First byte in the normalised text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether it is the first thing on its line.
    pub first_on_line: bool,
    /// Line breaks between it and the token before.
    pub breaks: u32,
}

/// The token that begins at the beginning of `rest`, which is not blank: its kind and its length.
pub(crate) fn token(rest: &str) -> (TokenKind, usize) {
    let Some(first) = rest.chars().next() else {
        return (TokenKind::Mark(' '), 0);
    };
    if rest.starts_with("//") {
        return (TokenKind::Comment, shape::first_line(rest).len());
    }
    match first {
        '"' | '“' | '”' => text(rest, first),
        '0'..='9' => (TokenKind::Number, number_length(rest)),
        letter if letter.is_alphabetic() => {
            let length = rest.len() - rest.trim_start_matches(shape::is_name_char).len();
            (TokenKind::Word, length.max(letter.len_utf8()))
        }
        mark => (TokenKind::Mark(mark), mark.len_utf8()),
    }
}

/// `1.000`, `4,98`, `1.3`: digits with single dots or commas between.
fn number_length(rest: &str) -> usize {
    let mut length = 0;
    let mut bytes = rest.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let inner = matches!(byte, b'.' | b',') && bytes.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !byte.is_ascii_digit() && !inner {
            break;
        }
        length = at + 1;
    }
    length
}

/// The longest quoted text, in bytes; a longer one has lost its closing quote.
const LONGEST_TEXT: usize = 20_000;

/// A quoted text. It may run over lines, but not over a blank one, nor into a line that begins a heading or a statement
/// of its own: there the closing quote was forgotten, and the text is taken to end with its first line.
fn text(rest: &str, opening: char) -> (TokenKind, usize) {
    let closing = if opening == '"' { '"' } else { '”' };
    let inner = opening.len_utf8();
    let mut at = inner;
    while at < LONGEST_TEXT {
        let Some(found) = shape::after(rest, at).find([closing, '\n']) else {
            break;
        };
        let next = shape::after(rest, at + found);
        at += found + next.chars().next().map_or(1, char::len_utf8);
        if next.starts_with(closing) {
            return (TokenKind::Text, at);
        }
        if text_ends_before(shape::after(rest, at), closing) {
            break;
        }
    }
    let line = shape::first_line(rest).trim_end_matches([' ', '\t', '\r']);
    let kept = line.trim_end_matches(['.', ';', ',']).len().max(inner);
    (TokenKind::OpenText, kept)
}

/// Whether the line at the beginning of `next` cannot belong to a quoted text that is still open.
fn text_ends_before(next: &str, closing: char) -> bool {
    let line = shape::first_line(next).trim_start_matches([' ', '\t']);
    if line.trim().is_empty() {
        return true;
    }
    let quotes = line.matches(['"', '“', '”']).count();
    let closes = if closing == '"' {
        quotes % 2 == 1
    } else {
        line.find(closing) < line.find('“').or(Some(usize::MAX)) && line.contains(closing)
    };
    if shape::heading(line).is_some() {
        return !closes;
    }
    let past_marker = shape::marker(line).map_or(line, |(_, length)| shape::after(line, length).trim_start());
    let states = shape::statement(past_marker).is_some() && (quotes > 0 || line.contains(':'));
    let marked = past_marker.len() < line.len() && past_marker.starts_with(['"', '“']);
    (states || marked) && !closes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_at_its_quote_or_is_open() {
        assert_eq!(token("\"a\nb\" c"), (TokenKind::Text, 5));
        assert_eq!(token("“a \"b\" c” d").0, TokenKind::Text);
        assert_eq!(token("\"a.\n\nb\""), (TokenKind::OpenText, 2));
        assert_eq!(token("\"a.\n2. nêu \"b\"."), (TokenKind::OpenText, 2));
        assert_eq!(token("\"a\nĐiều 4. x"), (TokenKind::OpenText, 2));
        assert_eq!(token("\"a\nĐiều 4 này\" x").0, TokenKind::Text);
        assert_eq!(token("\""), (TokenKind::OpenText, 1));
    }

    #[test]
    fn numbers_keep_their_dots_but_not_the_full_stop() {
        assert_eq!(token("1.000. x"), (TokenKind::Number, 5));
        assert_eq!(token("4,98, x"), (TokenKind::Number, 4));
        assert_eq!(token("2, 3"), (TokenKind::Number, 1));
    }
}
