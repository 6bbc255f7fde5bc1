//! Pieces to text: headings at the margin after a blank line, markers before their statements, one blank line at most.

use crate::atoms::Source;
use crate::layout::{lay_out, new_line};
use quyche_base::Level;
use quyche_syntax::normal::Normal;
use quyche_syntax::piece::{Cut, Piece, PieceKind};
use quyche_syntax::token::{Token, TokenKind};

/// The canonical text of a file without mistakes.
pub(crate) fn print(original: &str, normal: &Normal, cut: &Cut) -> String {
    let source = Source { original, normal, cut };
    let mut printer = Printer {
        source,
        out: String::new(),
        open: Vec::new(),
        last: None,
        next_token: 0,
    };
    for piece in &cut.pieces {
        printer.comments(piece.tokens.start, Some(piece));
        printer.piece(piece);
        printer.next_token = piece.tokens.end;
        printer.last = Some(piece.kind);
    }
    printer.comments(cut.tokens.len(), None);
    let mut out = printer.out;
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

struct Printer<'a> {
    source: Source<'a>,
    out: String,
    /// The unit markers that are open: level, and how far their contents stand in.
    open: Vec<(Level, usize)>,
    /// The piece before.
    last: Option<PieceKind>,
    /// The first token not yet printed.
    next_token: usize,
}

impl Printer<'_> {
    /// The column of statements here.
    fn column(&self) -> usize {
        self.open.iter().map(|(_, width)| width).sum()
    }

    /// The comments up to a token, which stand between pieces: one on the line of the piece before, or on their own.
    fn comments(&mut self, end: usize, next: Option<&Piece>) {
        let tokens: Vec<Token> = self.source.cut.tokens.get(self.next_token..end).unwrap_or(&[]).to_vec();
        for token in tokens.into_iter().filter(|token| token.kind == TokenKind::Comment) {
            let text = self.source.text(token);
            if !token.first_on_line && !self.out.is_empty() {
                self.out.push(' ');
            } else {
                let margin = next.is_none_or(|piece| piece.kind == PieceKind::Heading);
                let before_heading = margin && self.last != Some(PieceKind::Heading);
                // A comment before an edit speaks of it, not of what the edit before brought.
                let outermost = margin || next.is_some_and(|piece| self.ends_edit(piece));
                self.line(
                    if outermost { 0 } else { self.column() },
                    token.breaks > 1 || (before_heading && !self.ends_in_comment()),
                );
            }
            self.out.push_str(&text);
        }
    }

    /// Begins a line, after a blank one where asked for; the first line of the file just begins.
    fn line(&mut self, column: usize, blank: bool) {
        if self.out.is_empty() {
            return;
        }
        if blank {
            new_line(&mut self.out, 0);
        }
        new_line(&mut self.out, column);
    }

    /// Whether the last line is a comment of its own.
    fn ends_in_comment(&self) -> bool {
        self.out
            .lines()
            .next_back()
            .is_some_and(|line| line.trim_start().starts_with("//"))
    }

    /// Whether the author left a blank line before a piece.
    fn blank_before(&self, piece: &Piece) -> bool {
        self.source
            .cut
            .tokens
            .get(piece.tokens.start)
            .is_some_and(|token| token.breaks > 1)
    }

    fn piece(&mut self, piece: &Piece) {
        match piece.kind {
            PieceKind::Heading => self.heading(piece),
            PieceKind::Marker => self.marker(piece),
            PieceKind::Header | PieceKind::Statement => self.statement(piece),
            PieceKind::Edit => self.edit(piece),
            PieceKind::Body => self.body(piece),
        }
    }

    fn heading(&mut self, piece: &Piece) {
        self.open.clear();
        let follows_own = self.ends_in_comment() || self.last == Some(PieceKind::Heading);
        self.line(0, !follows_own || (self.blank_before(piece) && !self.ends_in_comment()));
        let text = self.source.saved(piece.start, piece.end);
        self.out.push_str(&text);
        self.trailing_comments(piece);
    }

    /// Comments that stand among the tokens of a heading or a marker.
    fn trailing_comments(&mut self, piece: &Piece) {
        let tokens: Vec<Token> = self.source.cut.tokens.get(piece.tokens.clone()).unwrap_or(&[]).to_vec();
        for token in tokens.into_iter().filter(|token| token.kind == TokenKind::Comment) {
            let text = self.source.text(token);
            self.out.push(' ');
            self.out.push_str(&text);
        }
    }

    fn marker(&mut self, piece: &Piece) {
        let tokens: Vec<Token> = self.source.cut.tokens.get(piece.tokens.clone()).unwrap_or(&[]).to_vec();
        let title = tokens.iter().find(|token| token.kind == TokenKind::Text).copied();
        let end = title.map_or(piece.end, |title| title.start);
        let plain = self.source.normal.text.get(piece.start..end).unwrap_or("");
        let shown = spaced(plain);
        let level = level_of(&shown);
        self.close_for(level);
        let blank = self.blank_before(piece);
        self.line(self.column(), blank);
        let narrow = matches!(level, Level::Dash | Level::Plus | Level::Star);
        self.open.push((level, if narrow { 2 } else { 3 }));
        self.out.push_str(&shown);
        if let Some(title) = title {
            self.out.push(' ');
            self.out.push_str(&self.source.text(title));
        }
        self.trailing_comments(piece);
    }

    /// Whether a piece ends what the edit before it brought: the next edit, an entry point, an example.
    fn ends_edit(&self, piece: &Piece) -> bool {
        let is_statement = matches!(piece.kind, PieceKind::Statement | PieceKind::Header | PieceKind::Edit);
        let text = self.source.normal.text.get(piece.start..piece.end).unwrap_or("");
        is_statement && quyche_syntax::ends_edit(text)
    }

    /// Closes the markers that a marker of this level does not stand in. A star that stands in no dash or plus holds the
    /// dashes and plusses after it; beside such stars a dash holds no star.
    fn close_for(&mut self, level: Level) {
        let class = |level: Level| {
            if level == Level::Paragraph {
                Level::Clause
            } else {
                level
            }
        };
        let dashed = |level: Level| matches!(level, Level::Dash | Level::Plus);
        let outer_star = |open: &[(Level, usize)]| {
            let above = open.iter().rev().nth(1);
            open.last().is_some_and(|(own, _)| *own == Level::Star) && !above.is_some_and(|(own, _)| dashed(*own))
        };
        let among_stars =
            level == Level::Star && (0..=self.open.len()).any(|end| outer_star(self.open.get(..end).unwrap_or(&[])));
        while let Some((top, _)) = self.open.last() {
            let holds = if outer_star(&self.open) {
                dashed(level)
            } else {
                class(*top) < class(level) && !(among_stars && dashed(*top))
            };
            if holds {
                return;
            }
            self.open.pop();
        }
    }

    fn statement(&mut self, piece: &Piece) {
        if self.ends_edit(piece) {
            self.open.clear();
        }
        let column = self.column();
        let after_marker = self.last == Some(PieceKind::Marker) && !self.ends_with_title();
        if after_marker && !self.last_line_has_comment() {
            self.out.push(' ');
        } else {
            let wanted = self.blank_before(piece) || self.last == Some(PieceKind::Header);
            let under_heading = self.last == Some(PieceKind::Heading) && !self.ends_in_comment();
            self.line(column, wanted && !under_heading);
        }
        let atoms = self.source.atoms(piece);
        self.out.push_str(&lay_out(&atoms, column));
    }

    /// `thay … bằng:` or `thêm …:` at the margin; what it brings stands in from it.
    fn edit(&mut self, piece: &Piece) {
        self.statement(piece);
        self.open.push((Level::Section, 2));
    }

    /// The body of an item, on the line of its edit where that has no comment.
    fn body(&mut self, piece: &Piece) {
        let column = self.column();
        if self.last_line_has_comment() {
            self.line(column, false);
        } else {
            self.out.push(' ');
        }
        let atoms = self.source.atoms(piece);
        self.out.push_str(&lay_out(&atoms, column));
    }

    /// Whether the line ends in the quoted title of a marker: statements then begin on the next.
    fn ends_with_title(&self) -> bool {
        self.out.ends_with(['"', '”'])
    }

    fn last_line_has_comment(&self) -> bool {
        self.out.lines().next_back().is_some_and(|line| line.contains("//"))
    }
}

/// A marker with single blanks: `Đoạn 2.`, `2. (lần 2)`.
fn spaced(plain: &str) -> String {
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.split_once('(') {
        Some((marker, rest)) => format!("{} ({rest}", marker.trim_end()),
        None => joined,
    }
}

/// The class of a printed marker.
fn level_of(shown: &str) -> Level {
    match shown.chars().next() {
        Some('-') => Level::Dash,
        Some('+') => Level::Plus,
        Some('*') => Level::Star,
        Some('Đ') => Level::Paragraph,
        Some(digit) if digit.is_ascii_digit() => Level::Clause,
        Some(_) | None => Level::Point,
    }
}
