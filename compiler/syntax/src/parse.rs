//! The door of this room: a file's text in, its tree and its mistakes out.

use crate::ast::{DirectiveKind, Entry, File, Header, Heading, Island};
use crate::build::{Builder, poisoned, poisoned_body};
use crate::cut::{MOST_MISTAKES, cut};
use crate::normal::Normal;
use crate::piece::{Cut, Piece, PieceKind};
use crate::{errors, explain, near};
use pest::Parser;
use quyche_base::{Diagnostics, FileId, Span};
use quyche_grammar::{QuycheParser, Rule};

/// The longest file that is read, in bytes: some hundred times the longest regulation known.
pub const LONGEST_FILE: usize = 2_000_000;

/// Reads one rule file.
///
/// Never stops at the first mistake: the tree holds every statement that could be read, and a poisoned one for each that
/// could not. The time taken grows with the length of the text; a text over [`LONGEST_FILE`] is refused unread.
pub fn parse(id: FileId, text: &str) -> (File, Diagnostics) {
    let mut found = Diagnostics::default();
    let mut file = File {
        id,
        header: None,
        islands: vec![Island {
            heading: None,
            entries: Vec::new(),
        }],
    };
    if text.len() > LONGEST_FILE {
        found.push(errors::file_too_long(Span::new(id, 0, 0), LONGEST_FILE));
        return (file, found);
    }
    let mut normal = Normal::new(id, text);
    let pieces = cut(&mut normal, &mut found);
    let mut reader = Reader {
        normal: &normal,
        original: text,
        cut: &pieces,
        found: &mut found,
        file: &mut file,
    };
    reader.read();
    found.sort();
    (file, found)
}

/// The pieces of a file without mistakes, for the formatter: the normalised text, and the pieces and tokens in it.
pub fn pieces(id: FileId, text: &str) -> (Normal, Cut) {
    let mut normal = Normal::new(id, text);
    let cut = cut(&mut normal, &mut Diagnostics::default());
    (normal, cut)
}

struct Reader<'a> {
    normal: &'a Normal,
    original: &'a str,
    cut: &'a Cut,
    found: &'a mut Diagnostics,
    file: &'a mut File,
}

impl Reader<'_> {
    fn read(&mut self) {
        for (index, piece) in self.cut.pieces.iter().enumerate() {
            if self.found.0.len() >= MOST_MISTAKES {
                self.found.push(errors::too_many(
                    self.normal.span(piece.start, piece.start),
                    MOST_MISTAKES,
                ));
                return;
            }
            if index == 0 && piece.kind != PieceKind::Header && near::near_header(self.text(piece)).is_none() {
                self.found.push(errors::missing_header(self.first_word(piece)));
            }
            match piece.kind {
                PieceKind::Header => self.header(piece, index == 0),
                PieceKind::Heading => self.heading(piece),
                PieceKind::Marker => self.marker(piece),
                PieceKind::Statement | PieceKind::Edit => self.statement(piece, index == 0),
                PieceKind::Body => self.body(piece),
            }
        }
        if self.cut.pieces.is_empty() {
            self.found.push(errors::missing_header(self.normal.span(0, 0)));
        }
    }

    fn text(&self, piece: &Piece) -> &str {
        self.normal.text.get(piece.start..piece.end).unwrap_or("")
    }

    fn first_word(&self, piece: &Piece) -> Span {
        let word = self.text(piece).split_whitespace().next().map_or(0, str::len);
        self.normal.span(piece.start, piece.start + word)
    }

    /// Parses a piece and builds its tree; `None` after a mistake has been told.
    fn piece<T>(&mut self, piece: &Piece, rule: Rule, build: Build<T>) -> Option<T> {
        if piece.broken {
            return None;
        }
        let text = self.normal.text.get(piece.start..piece.end).unwrap_or("");
        match QuycheParser::parse(rule, text) {
            Ok(pairs) => {
                let mut builder = Builder {
                    normal: self.normal,
                    original: self.original,
                    base: piece.start,
                    found: self.found,
                };
                let built = build(&mut builder, pairs);
                if built.is_none() {
                    self.found
                        .push(errors::grammar_fault(self.normal.span(piece.start, piece.end)));
                }
                built
            }
            Err(error) => {
                self.found
                    .0
                    .extend(explain::explain(self.normal, self.cut, piece, &error));
                None
            }
        }
    }

    fn header(&mut self, piece: &Piece, first: bool) {
        let header: Option<Header> =
            self.piece(piece, Rule::header_piece, |builder, pairs| builder.header_piece(pairs));
        if !first {
            self.found.push(errors::header_not_first(self.first_word(piece)));
        } else {
            self.file.header = header;
        }
    }

    fn heading(&mut self, piece: &Piece) {
        let heading: Option<Heading> = self.piece(piece, Rule::heading_piece, |builder, pairs| {
            builder.heading_piece(pairs)
        });
        self.file.islands.push(Island {
            heading,
            entries: Vec::new(),
        });
    }

    fn marker(&mut self, piece: &Piece) {
        if let Some(marker) = self.piece(piece, Rule::marker_piece, |builder, pairs| builder.marker_piece(pairs)) {
            self.push(Entry::Marker(marker));
        }
    }

    fn statement(&mut self, piece: &Piece, first: bool) {
        let read = self.piece(piece, Rule::statement_piece, |builder, pairs| {
            builder.statement_piece(pairs)
        });
        let entry = read.unwrap_or_else(|| {
            let name = explain::name_of(self.normal, piece);
            poisoned(self.normal.span(piece.start, piece.end), name)
        });
        // A misspelt head of the file is told as such and is no statement.
        if !first || near::near_header(self.text(piece)).is_none() {
            self.push(entry);
        }
    }

    /// The text after the colon of an edit.
    fn body(&mut self, piece: &Piece) {
        let span = self.normal.span(piece.start, piece.end);
        let read = self.piece(piece, Rule::body_piece, |builder, pairs| builder.body_piece(pairs));
        let body = read.unwrap_or_else(|| poisoned_body(span));
        let last = self
            .file
            .islands
            .last_mut()
            .and_then(|island| island.entries.last_mut());
        if let Some(Entry::Directive(directive)) = last
            && let DirectiveKind::Edit(edit) = &mut directive.kind
        {
            edit.body = Some(Box::new(body));
            directive.span = directive.span.to(span);
        }
    }

    fn push(&mut self, entry: Entry) {
        if let Some(island) = self.file.islands.last_mut() {
            island.entries.push(entry);
        }
    }
}

type Build<T> = fn(&mut Builder<'_>, pest::iterators::Pairs<'_, Rule>) -> Option<T>;
