//! Cuts a normalised file into pieces: heads, heading lines, unit markers and statements, so that each is parsed alone and
//! a mistake in one hides no other.
//!
//! A statement ends at its full stop; where that was forgotten, at the next heading or the next line that begins a
//! statement. The mistakes that concern where things end (a missing full stop, one inside a list, a heading word in the
//! middle of a statement, an open quote) are found here, and what follows is cut as if they had not been made.

use crate::look::{
    comment_start, goes_on_as_item, is_judged, skip_comments, statement_begins, statement_in_title, token_or_blank,
};
use crate::normal::Normal;
use crate::piece::{Cut, Piece, PieceKind};
use crate::shape::{self, after, ends_word};
use crate::token::{Token, TokenKind, token};
use crate::{errors, near};
use quyche_base::{Diagnostic, Diagnostics, Level};

/// The deepest nesting of parentheses that is read.
pub const DEEPEST: u32 = 64;
/// The longest statement that is read, in bytes.
pub const LONGEST_STATEMENT: usize = 200_000;

/// How many mistakes are told before the rest of a file is left unread.
pub const MOST_MISTAKES: usize = 200;

/// Cuts the text of `normal`. Signs that were put in the wrong place (a full stop inside a list, a colon after `tất cả`)
/// are told and then set right in the text, byte for byte.
pub(crate) fn cut(normal: &mut Normal, found: &mut Diagnostics) -> Cut {
    let text = std::mem::take(&mut normal.text);
    let mut cutter = Cutter {
        text: &text,
        normal,
        found,
        at: 0,
        cut: Cut {
            pieces: Vec::new(),
            tokens: Vec::new(),
        },
        mends: Vec::new(),
    };
    while cutter.found.0.len() < MOST_MISTAKES && cutter.next_piece() {}
    let (cut, mends) = (cutter.cut, cutter.mends);
    normal.text = mend(text, &mends);
    cut
}

/// Writes single signs over single signs; both are ASCII, so the text stays valid and offsets stay true.
fn mend(text: String, mends: &[(usize, u8)]) -> String {
    if mends.is_empty() {
        return text;
    }
    let mut bytes = text.into_bytes();
    for (at, sign) in mends {
        if let Some(byte) = bytes.get_mut(*at).filter(|byte| byte.is_ascii()) {
            *byte = *sign;
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

struct Cutter<'a> {
    text: &'a str,
    normal: &'a Normal,
    found: &'a mut Diagnostics,
    at: usize,
    cut: Cut,
    mends: Vec<(usize, u8)>,
}

/// A statement while it is being cut.
struct Open {
    start: usize,
    first_token: usize,
    markers: Vec<(usize, Level)>,
    depth: u32,
    broken: bool,
    /// `thay` or `thêm`: it ends at its colon.
    edit: bool,
    /// The last two tokens that are no comments.
    last: Option<Token>,
    before_last: Option<Token>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        after(self.text, self.at)
    }

    fn slice(&self, token: Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reads the token at the cursor, white space before it included.
    fn read(&mut self) -> Option<Token> {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let skipped = rest.len() - trimmed.len();
        let blanks = rest.get(..skipped).unwrap_or("");
        let breaks = u32::try_from(blanks.matches('\n').count()).unwrap_or(u32::MAX);
        if trimmed.is_empty() {
            self.at = self.text.len();
            return None;
        }
        let (kind, length) = token(trimmed);
        let start = self.at + skipped;
        let first_on_line = breaks > 0 || self.at == 0;
        self.at = start + length;
        Some(Token {
            kind,
            start,
            end: start + length,
            first_on_line,
            breaks,
        })
    }

    /// Takes the next piece; false at the end of the file.
    fn next_piece(&mut self) -> bool {
        let before = self.at;
        let Some(first) = self.read() else { return false };
        self.at = before;
        if first.kind == TokenKind::Comment {
            self.take();
            return true;
        }
        let here = after(self.text, first.start);
        if first.first_on_line
            && let Some(shape) = shape::heading(here)
        {
            self.heading(first.start, shape.length);
        } else if first.first_on_line
            && shape::statement(here).is_none()
            && let Some((meant, length)) = near::near_heading(here)
        {
            let (end, written) = (first.start + length, here.get(..length).unwrap_or(""));
            self.tell(errors::misspelt(self.normal.span(first.start, end), written, meant));
            self.heading(first.start, length);
            self.cut
                .pieces
                .last_mut()
                .into_iter()
                .for_each(|piece| piece.broken = true);
        } else if let Some((_, length)) = shape::marker(here) {
            self.unit_marker(first, length);
        } else {
            self.statement();
        }
        true
    }

    /// Reads a token and keeps it.
    fn take(&mut self) -> Option<Token> {
        let token = self.read()?;
        self.cut.tokens.push(token);
        Some(token)
    }

    /// A heading line; a statement that was begun on it is left for the next piece.
    fn heading(&mut self, start: usize, number_length: usize) {
        let line = shape::first_line(after(self.text, start));
        let title = comment_start(line).map_or(line, |at| line.get(..at).unwrap_or(line));
        let title = title.trim_end_matches([' ', '\t', '\r']);
        let first_token = self.cut.tokens.len();
        let mut end = start + title.len();
        if let Some((at, words)) = statement_in_title(title, number_length) {
            end = start + title.get(..at).unwrap_or("").trim_end().len();
            let span = self.normal.span(start + at, start + title.len());
            self.tell(errors::statement_on_heading(span, words));
            self.at = start + at;
        } else {
            self.at = end;
        }
        self.cut.tokens.push(Token {
            kind: TokenKind::Word,
            start,
            end,
            first_on_line: true,
            breaks: 1,
        });
        self.push(PieceKind::Heading, start, end, first_token);
    }

    /// Keeps a piece that needs no more than its place.
    fn push(&mut self, kind: PieceKind, start: usize, end: usize, first_token: usize) {
        let tokens = first_token..self.cut.tokens.len();
        self.cut.pieces.push(Piece {
            kind,
            start,
            end,
            tokens,
            markers: Vec::new(),
            broken: false,
            stopped: true,
        });
    }

    /// A unit marker with `(lần n)` and a quoted title, where it has them.
    fn unit_marker(&mut self, first: Token, length: usize) {
        let first_token = self.cut.tokens.len();
        let mut end = first.start + length;
        self.take_to(end);
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\t']);
        if trimmed.starts_with('(')
            && let Some(close) = trimmed.find(')').filter(|close| *close < 24)
        {
            let inside = trimmed.get(1..close).unwrap_or("").trim();
            if shape::keyword(inside, "lần").is_some() {
                end = self.at + (rest.len() - trimmed.len()) + close + 1;
                self.take_to(end);
            }
        }
        if let Some(title_end) = self.marker_title() {
            end = title_end;
            self.take_to(end);
        }
        self.push(PieceKind::Marker, first.start, end, first_token);
    }

    /// Takes tokens up to a place. A marker such as `a.` is two tokens, so the last one may have to be shortened.
    fn take_to(&mut self, end: usize) {
        while self.at < end {
            let Some(token) = self.take() else { break };
            if token.end > end
                && let Some(last) = self.cut.tokens.last_mut()
            {
                last.end = end;
            }
        }
        self.at = self.at.min(end).max(end);
    }

    /// The end of a quoted text right after a marker, where it is a title: neither a judgement nor a bare item.
    fn marker_title(&self) -> Option<usize> {
        let trimmed = self.rest().trim_start_matches([' ', '\t', '\n']);
        if !trimmed.starts_with(['"', '“', '”']) {
            return None;
        }
        let (kind, length) = token(trimmed);
        let follows = after(trimmed, length).trim_start_matches([' ', '\t', '\n']);
        let bare = follows.starts_with(['.', ';', ',']) || is_judged(follows);
        (kind == TokenKind::Text && !bare).then_some(self.text.len() - trimmed.len() + length)
    }

    /// A statement or the head of the file.
    fn statement(&mut self) {
        let mut open = Open {
            start: usize::MAX,
            first_token: self.cut.tokens.len(),
            markers: Vec::new(),
            depth: 0,
            broken: false,
            edit: false,
            last: None,
            before_last: None,
        };
        let mut stopped = false;
        while !stopped && self.found.0.len() < MOST_MISTAKES {
            let before = self.at;
            let Some(token) = self.read() else { break };
            if token.first_on_line && open.last.is_some() && self.ends_before(token, &open) {
                self.at = before;
                break;
            }
            self.cut.tokens.push(token);
            if token.kind != TokenKind::Comment {
                open.edit |= open.last.is_none() && shape::edit(after(self.text, token.start));
                open.start = open.start.min(token.start);
                stopped = self.step(token, &mut open);
                open.before_last = open.last;
                open.last = Some(token);
            }
        }
        self.close(open, stopped);
    }

    /// Takes note of one token of a statement; true when it is the full stop that ends it.
    fn step(&mut self, token: Token, open: &mut Open) -> bool {
        if let Some((level, length)) = self.list_marker(token, open) {
            let index = self.cut.tokens.len() - 1;
            open.markers.push((index, level));
            let end = token.start + length;
            if token.end < end {
                self.take_to(end);
            }
            return false;
        }
        match token.kind {
            TokenKind::OpenText => {
                self.tell(errors::open_quote(self.normal.span(token.start, token.end)));
                open.broken = true;
            }
            TokenKind::Text => self.headings_in_text(token),
            TokenKind::Mark('(') => {
                open.depth += 1;
                if open.depth == DEEPEST + 1 && !open.broken {
                    self.tell(errors::too_deep(self.normal.span(token.start, token.end), DEEPEST));
                    open.broken = true;
                }
            }
            TokenKind::Mark(')') => open.depth = open.depth.saturating_sub(1),
            TokenKind::Mark(':') if open.edit && open.depth == 0 => return true,
            TokenKind::Mark(':') => self.colon(token, open),
            TokenKind::Mark('.') => return ends_word(after(self.text, token.end)) && !self.stop_in_list(token, open),
            TokenKind::Word | TokenKind::Number | TokenKind::Mark(_) | TokenKind::Comment => {}
        }
        false
    }

    /// A line inside a quoted text may not begin with a heading either: every tool that cuts files at headings would
    /// cut it there.
    fn headings_in_text(&mut self, token: Token) {
        let text = self.slice(token);
        for (newline, _) in text.match_indices('\n') {
            let line = after(text, newline + 1);
            let trimmed = line.trim_start_matches([' ', '\t']);
            let Some(shape) = shape::heading(trimmed) else { continue };
            let start = token.end - trimmed.len();
            let words = trimmed.get(..shape.length).unwrap_or("");
            self.tell(errors::heading_in_statement(
                self.normal.span(start, start + shape.length),
                words,
            ));
        }
    }

    /// A marker of a list item: at the beginning of a line, or right after a sign or word that announces items.
    fn list_marker(&self, token: Token, open: &Open) -> Option<(Level, usize)> {
        let last = open.last?;
        let (level, length) = shape::marker(after(self.text, token.start))?;
        if level == Level::Paragraph || open.depth > 0 {
            return None;
        }
        let word = self.slice(last);
        let announced = matches!(last.kind, TokenKind::Mark(';' | ':')) || self.announces(last, open.before_last);
        let dangling =
            last.kind == TokenKind::Mark(',') || (last.kind == TokenKind::Word && shape::goes_on_after(word));
        let follows = after(self.text, token.start + length).trim_start_matches([' ', '\t']);
        let alone = last.kind == TokenKind::Mark(':')
            && !token.first_on_line
            && (follows.is_empty() || follows.starts_with('\n'));
        let here = if token.first_on_line {
            announced || !dangling
        } else {
            announced && !alone
        };
        here.then_some((level, length))
    }

    /// Whether items follow this word: `tất cả`, `một trong`, `gồm`, `không bố trí`.
    fn announces(&self, last: Token, before: Option<Token>) -> bool {
        let word = self.slice(last);
        let before = before.map_or("", |token| self.slice(token)).to_lowercase();
        matches!(
            (before.as_str(), word),
            (_, "gồm") | ("tất", "cả") | ("một", "trong") | ("bố", "trí")
        )
    }

    /// A colon after `tất cả` and the like is told and blotted out.
    fn colon(&mut self, token: Token, open: &Open) {
        let Some(last) = open.last.filter(|last| last.kind == TokenKind::Word) else {
            return;
        };
        if self.announces(last, open.before_last) {
            let from = open
                .before_last
                .filter(|_| self.slice(last) != "gồm")
                .map_or(last.start, |token| token.start);
            let words = self.text.get(from..last.end).unwrap_or("").to_owned();
            let span = self.normal.span(token.start, token.end);
            self.tell(errors::colon_after_combiner(span, &words));
            self.mends.push((token.start, b' '));
        }
    }

    /// Whether the full stop stands inside a list that goes on: the next item has a marker of the list's own class and is
    /// no statement, title or heading. Told, and the statement goes on.
    fn stop_in_list(&mut self, stop: Token, open: &Open) -> bool {
        if open.markers.is_empty() {
            return false;
        }
        let next = skip_comments(self.text, stop.end);
        let here = after(self.text, next);
        let Some((level, length)) = shape::marker(here) else {
            return false;
        };
        let known = open.markers.iter().any(|(_, known)| *known == level);
        let item = skip_comments(self.text, next + length);
        if !known || shape::heading(here).is_some() || !goes_on_as_item(after(self.text, item)) {
            return false;
        }
        let (stop_span, next_span) = (
            self.normal.span(stop.start, stop.end),
            self.normal.span(next, next + length),
        );
        self.tell(errors::stop_in_list(stop_span, next_span));
        self.mends.push((stop.start, b';'));
        true
    }

    /// Whether a statement that has no full stop ends before this token, the first on its line.
    fn ends_before(&mut self, token: Token, open: &Open) -> bool {
        let Some(last) = open.last else { return false };
        let here = after(self.text, token.start);
        if let Some(shape) = shape::heading(here) {
            return self.heading_ends(token, shape.length, last, open);
        }
        if open.depth > 0 || self.dangles(last) {
            return false;
        }
        let Some((level, length)) = shape::marker(here) else {
            return statement_begins(here, last.kind == TokenKind::Mark(';'));
        };
        let inside = after(self.text, skip_comments(self.text, token.start + length));
        if statement_begins(inside, false) {
            return true;
        }
        let enclosing = self.cut.pieces.last().filter(|piece| piece.kind == PieceKind::Marker);
        let same = enclosing
            .and_then(|piece| shape::marker(after(self.text, piece.start)))
            .is_some_and(|(outer, _)| outer == level);
        let (kind, length) = token_or_blank(inside);
        let titled = kind == TokenKind::Text && !is_judged(after(inside, length).trim_start());
        level == Level::Paragraph || (same && titled && !open.markers.iter().any(|(_, known)| *known == level))
    }

    fn dangles(&self, last: Token) -> bool {
        match last.kind {
            TokenKind::Word => shape::goes_on_after(self.slice(last)),
            TokenKind::Mark(mark) => matches!(mark, ',' | ':' | '(' | '{' | '<' | '|' | '/'),
            TokenKind::Number | TokenKind::Text | TokenKind::OpenText | TokenKind::Comment => false,
        }
    }

    /// Whether a heading shape in the middle of a statement is a heading (the full stop is missing) or a wrapped word
    /// of the statement, which is told.
    fn heading_ends(&mut self, token: Token, length: usize, last: Token, open: &Open) -> bool {
        let line = shape::first_line(after(self.text, token.start));
        let rest = after(line, length).trim_start_matches([' ', '\t']);
        let titled = rest
            .strip_prefix(['.', ':'])
            .is_some_and(|title| !title.trim().is_empty());
        let bare =
            rest.is_empty() || rest.trim_end() == "." || rest.starts_with(char::is_uppercase) || rest.starts_with("(l");
        let numbered = matches!(last.kind, TokenKind::Number | TokenKind::Word)
            && open
                .before_last
                .is_some_and(|before| shape::asks_for_number(self.slice(before)));
        let heading = (titled || bare) && open.depth == 0 && !self.dangles(last) && (titled || !numbered);
        if !heading {
            let words = line.get(..length).unwrap_or("");
            let span = self.normal.span(token.start, token.start + length);
            self.tell(errors::heading_in_statement(span, words));
        }
        heading
    }

    fn close(&mut self, open: Open, stopped: bool) {
        let Some(last) = open.last else { return };
        let mut broken = open.broken;
        let end = last.end;
        if !stopped && !broken {
            let span = self.normal.span(last.start, last.end);
            self.tell(errors::missing_stop(span, last.kind == TokenKind::Mark(';')));
        }
        if end - open.start > LONGEST_STATEMENT {
            let span = self.normal.span(open.start, open.start + 1);
            self.tell(errors::statement_too_long(span, LONGEST_STATEMENT));
            broken = true;
        }
        let here = after(self.text, open.start);
        let after_edit = self
            .cut
            .pieces
            .last()
            .is_some_and(|piece| piece.kind == PieceKind::Edit);
        let begins = shape::statement(here).is_some() || shape::directive(here).is_some();
        let kind = if open.edit && last.kind == TokenKind::Mark(':') {
            PieceKind::Edit
        } else if after_edit && !begins {
            PieceKind::Body
        } else if shape::header(here).is_some() {
            PieceKind::Header
        } else {
            PieceKind::Statement
        };
        self.push(kind, open.start, end, open.first_token);
        if let Some(piece) = self.cut.pieces.last_mut() {
            (piece.markers, piece.broken, piece.stopped) = (open.markers, broken, stopped);
        }
    }
}
