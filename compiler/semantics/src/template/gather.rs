//! The edits that follow `áp dụng khuôn` or `sửa đổi theo`, each with the text it brings.

use super::flat::Flat;
use super::messages;
use crate::levels::rank;
use quyche_base::{Address, Anchor, Diagnostics, Level, Span};
use quyche_syntax::ast::{DirectiveKind, EditBody, EditKind, HeadingKind, Label, StatementKind};
use std::iter::Peekable;

/// One edit.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// What is done.
    pub(super) kind: ChangeKind,
    /// To what.
    pub(super) at: Address,
    /// A title for it.
    pub(super) title: Option<Label>,
    /// The text it brings.
    pub(super) new: New,
    /// Its head.
    pub(super) span: Span,
}

impl Change {
    /// Whether it adds doubts or readings and nothing that the text says.
    pub(super) fn is_note(&self) -> bool {
        let notes = |piece: &Flat| {
            matches!(piece, Flat::Statement(statement)
                if matches!(statement.kind, StatementKind::Doubt(_) | StatementKind::Reading(_)))
        };
        let row = self.new.row();
        self.kind == ChangeKind::Add && self.title.is_none() && !row.is_empty() && row.iter().all(notes)
    }
}

/// The kinds of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeKind {
    /// `bỏ`.
    Remove,
    /// `thay`.
    Replace,
    /// `thay đoạn mở đầu`.
    ReplaceOpening,
    /// `thay tên`.
    Rename,
    /// `thêm`.
    Add,
    /// `thêm sau`.
    AddAfter,
}

/// The text an edit brings.
#[derive(Clone, Debug)]
pub(super) enum New {
    /// None: `bỏ`.
    Nothing,
    /// The body of an item.
    Body(Box<EditBody>),
    /// Statements and units.
    Row(Vec<Flat>),
}

impl New {
    /// Its statements and units.
    pub(super) fn row(&self) -> &[Flat] {
        match self {
            New::Row(row) => row,
            New::Nothing | New::Body(_) => &[],
        }
    }
}

/// What of a row is still to come.
pub(super) type Rest = Peekable<std::vec::IntoIter<Flat>>;

/// Takes the edits that come next. Text that belongs to none of them is told; `amending` says what it cannot belong to.
pub(super) fn gather(rest: &mut Rest, found: &mut Diagnostics, amending: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    loop {
        match rest.peek() {
            Some(Flat::Directive(directive)) => {
                let span = directive.span;
                match &directive.kind {
                    DirectiveKind::Remove(addresses) => changes.extend(addresses.iter().map(|at| Change {
                        kind: ChangeKind::Remove,
                        at: at.clone(),
                        title: None,
                        new: New::Nothing,
                        span,
                    })),
                    DirectiveKind::Edit(edit) => {
                        let edit = edit.clone();
                        rest.next();
                        let new = match edit.body {
                            Some(body) => New::Body(body),
                            None => New::Row(taken(rest, &edit.at)),
                        };
                        changes.push(Change {
                            kind: kind(edit.kind),
                            at: edit.at,
                            title: edit.title,
                            new,
                            span,
                        });
                        continue;
                    }
                    DirectiveKind::Template(_)
                    | DirectiveKind::TemplateEnd
                    | DirectiveKind::Apply(_)
                    | DirectiveKind::Amendment(_) => return changes,
                }
            }
            Some(Flat::Statement(statement)) if amending && is_author(&statement.kind) => return changes,
            Some(piece @ (Flat::Marker(_) | Flat::Statement(_))) => {
                found.push(messages::belongs_nowhere(piece.span(), amending));
            }
            Some(Flat::Heading(_)) | None => return changes,
        }
        rest.next();
    }
}

fn kind(kind: EditKind) -> ChangeKind {
    match kind {
        EditKind::Replace => ChangeKind::Replace,
        EditKind::ReplaceOpening => ChangeKind::ReplaceOpening,
        EditKind::Rename => ChangeKind::Rename,
        EditKind::Add => ChangeKind::Add,
        EditKind::AddAfter => ChangeKind::AddAfter,
    }
}

/// `xét` and `ví dụ` are never text of the regulation.
fn is_author(kind: &StatementKind) -> bool {
    matches!(kind, StatementKind::Entry(_) | StatementKind::Example(_))
}

/// What belongs to an edit: up to the next instruction, entry point or example, or a heading that stands beside or above
/// the unit edited.
fn taken(rest: &mut Rest, at: &Address) -> Vec<Flat> {
    let target = level(at);
    let mut out = Vec::new();
    while let Some(piece) = rest.next_if(|piece| belongs(piece, target)) {
        out.push(piece);
    }
    out
}

fn belongs(piece: &Flat, target: Option<Level>) -> bool {
    match piece {
        Flat::Marker(_) => true,
        Flat::Statement(statement) => !is_author(&statement.kind),
        Flat::Directive(_) => false,
        Flat::Heading(heading) => match heading.kind {
            HeadingKind::Unit { level, .. } => target.is_some_and(|target| deeper(level, target)),
            HeadingKind::Outside => false,
        },
    }
}

/// Whether a heading of this level can stand below a unit of that level. Sections of a procedure are written `mục`.
fn deeper(level: Level, target: Level) -> bool {
    let rank_of = |level: Level| {
        if level == Level::Section {
            rank(Level::ProcedureSection)
        } else {
            rank(level)
        }
    };
    rank_of(level) > rank_of(target)
}

/// The level of the unit an address names.
pub(super) fn level(address: &Address) -> Option<Level> {
    match address.parts.first()? {
        Anchor::Step(step) => Some(step.level),
        Anchor::This(level) => Some(*level),
        Anchor::External(_) => None,
    }
}
