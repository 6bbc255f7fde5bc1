//! What a file is cut into.

use crate::token::Token;
use quyche_base::Level;
use std::ops::Range;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The head of the file.
    Header,
    /// A heading line.
    Heading,
    /// A unit marker, with its title.
    Marker,
    /// A statement with its full stop.
    Statement,
    /// `thay … bằng:` or `thêm …:`, up to its colon.
    Edit,
    /// What follows an edit and is neither statement nor marker nor heading: the body of an item.
    Body,
}

/// A piece of a file.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What.
    pub kind: PieceKind,
    /// First byte in the normalised text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Its tokens, as a range of [`Cut::tokens`]; comments among them.
    pub tokens: Range<usize>,
    /// The list markers inside a statement: index of their first token in [`Cut::tokens`], and level.
    pub markers: Vec<(usize, Level)>,
    /// Whether a mistake already told makes reading it pointless.
    pub broken: bool,
    /// Whether it ends as it must; where a statement lacks its full stop, that has been told.
    pub stopped: bool,
}

/// A file in pieces.
#[derive(Clone, Debug)]
pub struct Cut {
    /// In the order of the file. Comments between pieces belong to none.
    pub pieces: Vec<Piece>,
    /// Every token of the file but those of heading titles, in order.
    pub tokens: Vec<Token>,
}
