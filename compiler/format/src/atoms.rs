//! The tokens of a piece as they shall be printed: their text, the blank before them, and where a line must break.

use quyche_base::Level;
use quyche_syntax::normal::Normal;
use quyche_syntax::piece::{Cut, Piece, PieceKind};
use quyche_syntax::token::{Token, TokenKind};

/// How a line breaks before an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// It does not: no blank stands there.
    Never,
    /// Where the line is full; smaller numbers are better places.
    Soft(u8),
    /// Always; the depth of the line in steps of two columns below the statement.
    Hard(usize),
}

/// A token to be printed.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    /// Its text.
    pub(crate) text: String,
    /// The break before it.
    pub(crate) before: Break,
    /// A comment: the line ends after it.
    pub(crate) comment: bool,
}

impl Atom {
    /// The text and a blank, as it would stand at the beginning of a line.
    pub(crate) fn text_with_blank(&self) -> String {
        format!("{} ", self.text)
    }
}

/// What the atoms of one piece are made from.
pub(crate) struct Source<'a> {
    /// The file as saved: what quoted texts and titles show.
    pub(crate) original: &'a str,
    /// Normalised.
    pub(crate) normal: &'a Normal,
    /// Its tokens.
    pub(crate) cut: &'a Cut,
}

impl Source<'_> {
    /// The text of a token as it shall be printed.
    pub(crate) fn text(&self, token: Token) -> String {
        let plain = self.normal.text.get(token.start..token.end).unwrap_or("");
        match token.kind {
            TokenKind::Text => self.quoted(token),
            TokenKind::Comment => self.saved(token.start, token.end).trim_end().to_owned(),
            TokenKind::Word | TokenKind::Number | TokenKind::OpenText | TokenKind::Mark(_) => plain.to_owned(),
        }
    }

    /// The bytes as the author saved them, composed, white space folded to single blanks.
    pub(crate) fn saved(&self, start: usize, end: usize) -> String {
        let span = self.normal.span(start, end);
        let saved = self.original.get(span.start as usize..span.end as usize).unwrap_or("");
        quyche_base::name::nfc(&saved.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A quoted text in straight quotes; in curly ones where it holds a straight one.
    fn quoted(&self, token: Token) -> String {
        let saved = self.saved(token.start, token.end);
        let mut inner = saved.chars();
        inner.next();
        inner.next_back();
        let inner = inner.as_str().trim();
        if inner.contains('"') {
            format!("“{inner}”")
        } else {
            format!("\"{inner}\"")
        }
    }

    /// The atoms of a statement or a header.
    pub(crate) fn atoms(&self, piece: &Piece) -> Vec<Atom> {
        let mut atoms = Vec::new();
        let mut walk = Walk {
            header: piece.kind == PieceKind::Header,
            rows: self.has_rows(piece),
            ..Walk::default()
        };
        let mut indices = piece.tokens.clone();
        while let Some(index) = indices.next() {
            let Some(mut token) = self.cut.tokens.get(index).copied() else {
                continue;
            };
            let marker = piece
                .markers
                .iter()
                .find(|(first, _)| *first == index)
                .map(|(_, level)| *level);
            // A marker such as `a)` is two tokens.
            if marker.is_some() && matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                let sign = indices.next().and_then(|next| self.cut.tokens.get(next));
                token.end = sign.map_or(token.end, |sign| sign.end);
            }
            let text = self.text(token);
            let before = walk.step(token, &text, marker);
            atoms.push(Atom {
                text,
                before,
                comment: token.kind == TokenKind::Comment,
            });
        }
        atoms
    }

    /// Whether the parts of a statement stand one a line: the fields of a record, the parts of an example or a
    /// measure.
    fn has_rows(&self, piece: &Piece) -> bool {
        let text = self.normal.text.get(piece.start..piece.end).unwrap_or("");
        let words: Vec<String> = text.split_whitespace().take(2).map(str::to_lowercase).collect();
        matches!(words.join(" ").as_str(), "dữ kiện" | "ví dụ" | "cách tính")
    }
}

/// A walk over the tokens of a piece.
#[derive(Default)]
struct Walk {
    header: bool,
    rows: bool,
    depth: u32,
    colons: u32,
    classes: Vec<Level>,
    last: Option<Token>,
    /// The one before it.
    before_last: Option<Token>,
    /// The last token but comments, as printed.
    word: String,
    after_marker: bool,
}

/// A blank, but never a line break.
const BLANK: Break = Break::Soft(u8::MAX);

impl Walk {
    /// The break before a token; takes note of the token.
    fn step(&mut self, token: Token, text: &str, marker: Option<Level>) -> Break {
        let before = match (self.last, marker) {
            (None, _) => Break::Never,
            (Some(_), Some(level)) => Break::Hard(self.list_depth(level) + 1),
            (Some(last), None) => self.break_between(last, token, text),
        };
        self.after_marker = marker.is_some();
        self.before_last = self.last;
        self.last = Some(token);
        if token.kind == TokenKind::Comment {
            return before;
        }
        match token.kind {
            TokenKind::Mark('(' | '{') => self.depth += 1,
            TokenKind::Mark(')' | '}') => self.depth = self.depth.saturating_sub(1),
            TokenKind::Mark(':') => self.colons += 1,
            TokenKind::Mark(_)
            | TokenKind::Word
            | TokenKind::Number
            | TokenKind::Text
            | TokenKind::OpenText
            | TokenKind::Comment => {}
        }
        text.clone_into(&mut self.word);
        before
    }

    fn break_between(&self, last: Token, token: Token, text: &str) -> Break {
        let deeper = self.classes.len() + 2;
        if last.kind == TokenKind::Comment {
            return Break::Hard(deeper);
        }
        if token.kind == TokenKind::Comment {
            return if token.first_on_line {
                Break::Hard(deeper)
            } else {
                BLANK
            };
        }
        if self.after_marker {
            return BLANK;
        }
        let adjacent = token.start == last.end;
        match (mark(last), mark(token)) {
            (_, Some(',' | ';' | '.' | ')' | '}')) | (Some('(' | '{'), _) => Break::Never,
            (_, Some(':')) if !self.header => Break::Never,
            (Some(';'), _) if self.depth == 0 => Break::Hard(1),
            (Some(':'), _) if self.rows && self.depth == 0 && self.colons == 1 => Break::Hard(1),
            _ if adjacent && self.keeps_together(last, token) => Break::Never,
            (None, Some('(')) => BLANK,
            (Some(after), _) => Break::Soft(soft_after(after, self.depth)),
            (None, _) => Break::Soft(soft_before(text, &self.word, self.depth)),
        }
    }

    /// Tokens written without a blank stay so, but for those that only bad typing joins: `"…"khi`, `a,b`, `x{`.
    fn keeps_together(&self, last: Token, token: Token) -> bool {
        let quoted = last.kind == TokenKind::Text || token.kind == TokenKind::Text;
        let parted = matches!(mark(last), Some(',' | ';' | ')' | '}' | '<' | '|'));
        let opened = matches!(mark(token), Some('{' | '<' | '|'));
        let colon = mark(last) == Some(':') && !self.header && !self.in_time_of_day(last, token);
        !(quoted || parted || opened || colon)
    }

    /// Whether the colon stands between the hour and the minute of `16:30`.
    fn in_time_of_day(&self, colon: Token, minute: Token) -> bool {
        let hour = self.before_last.filter(|hour| hour.end == colon.start);
        minute.kind == TokenKind::Number && hour.is_some_and(|hour| hour.kind == TokenKind::Number)
    }

    /// The depth of a marker of this class among the classes open in the statement.
    fn list_depth(&mut self, level: Level) -> usize {
        match self.classes.iter().position(|known| *known == level) {
            Some(at) => self.classes.truncate(at + 1),
            None => self.classes.push(level),
        }
        self.classes.len() - 1
    }
}

fn mark(token: Token) -> Option<char> {
    if let TokenKind::Mark(mark) = token.kind {
        Some(mark)
    } else {
        None
    }
}

/// How good a place for a line break the blank after a mark is.
fn soft_after(mark: char, depth: u32) -> u8 {
    match (mark, depth) {
        (':', 0) => 0,
        (',' | '|' | '<', 0) => 1,
        (',' | ';' | '|', _) => 3,
        _ => 6,
    }
}

/// How good a place for a line break the blank before a word is. Inside an address there is none.
fn soft_before(text: &str, last: &str, depth: u32) -> u8 {
    let joins = matches!(
        text,
        "và" | "hoặc" | "khi" | "thì" | "đối" | "của" | "cho" | "còn" | "|" | "<"
    );
    let address = [
        "điểm", "khoản", "mục", "điều", "gạch", "bước", "thủ", "tục", "đoạn", "kể", "trở", "trừ", "đối", "ít", "không",
    ];
    if address.contains(&last.to_lowercase().as_str()) {
        return u8::MAX;
    }
    match (joins, depth) {
        (true, 0) => 2,
        (true, _) => 4,
        (false, 0) => 5,
        (false, _) => 6,
    }
}
