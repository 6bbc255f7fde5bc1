//! A file as one row of headings, markers, statements and instructions: what templates are cut out of and pasted into.

use quyche_base::{Level, Span};
use quyche_syntax::ast::{Directive, Entry, File, Heading, HeadingKind, Island, Marker, Origin, Statement, UnitMarker};

/// One of them.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "statements are the rule, headings and markers the exception"
)]
pub(super) enum Flat {
    /// A heading line.
    Heading(Heading),
    /// A unit marker.
    Marker(UnitMarker),
    /// A statement.
    Statement(Statement),
    /// An instruction.
    Directive(Directive),
}

impl Flat {
    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match self {
            Flat::Heading(heading) => heading.span,
            Flat::Marker(marker) => marker.marker.span,
            Flat::Statement(statement) => statement.span,
            Flat::Directive(directive) => directive.span,
        }
    }

    /// The level of the unit it opens; a heading's section is [`Level::Section`] wherever it stands.
    pub(super) fn level(&self) -> Option<Level> {
        match self {
            Flat::Heading(heading) => match heading.kind {
                HeadingKind::Unit { level, .. } => Some(level),
                HeadingKind::Outside => None,
            },
            Flat::Marker(marker) => Some(marker.marker.level),
            Flat::Statement(_) | Flat::Directive(_) => None,
        }
    }

    /// The key of the unit it opens.
    pub(super) fn key(&self) -> Option<(u32, Span)> {
        self.level()?;
        let origin = match self {
            Flat::Heading(heading) => heading.origin,
            Flat::Marker(marker) => marker.marker.origin,
            Flat::Statement(_) | Flat::Directive(_) => return None,
        };
        Some((origin.instance, self.span()))
    }

    /// How it came to stand here; written on the piece itself, not on what is inside.
    pub(super) fn origin_mut(&mut self) -> &mut Origin {
        match self {
            Flat::Heading(heading) => &mut heading.origin,
            Flat::Marker(marker) => &mut marker.marker.origin,
            Flat::Statement(statement) => &mut statement.origin,
            Flat::Directive(directive) => &mut directive.origin,
        }
    }
}

/// The key of an item.
pub(super) fn key_of(marker: &Marker) -> (u32, Span) {
    (marker.origin.instance, marker.span)
}

/// A file as a row.
pub(super) fn flatten(file: &File) -> Vec<Flat> {
    let mut out = Vec::new();
    for island in &file.islands {
        out.extend(island.heading.clone().map(Flat::Heading));
        out.extend(island.entries.iter().map(|entry| match entry {
            Entry::Marker(marker) => Flat::Marker(marker.clone()),
            Entry::Statement(statement) => Flat::Statement(statement.clone()),
            Entry::Directive(directive) => Flat::Directive(directive.clone()),
        }));
    }
    out
}

/// A row as the islands of a file.
pub(super) fn islands(row: Vec<Flat>) -> Vec<Island> {
    let mut out = vec![Island {
        heading: None,
        entries: Vec::new(),
    }];
    for piece in row {
        let entry = match piece {
            Flat::Heading(heading) => {
                out.push(Island {
                    heading: Some(heading),
                    entries: Vec::new(),
                });
                continue;
            }
            Flat::Marker(marker) => Entry::Marker(marker),
            Flat::Statement(statement) => Entry::Statement(statement),
            Flat::Directive(directive) => Entry::Directive(directive),
        };
        if let Some(island) = out.last_mut() {
            island.entries.push(entry);
        }
    }
    out
}

/// Whether a file has any instruction.
pub(super) fn has_directives(file: &File) -> bool {
    let mut entries = file.islands.iter().flat_map(|island| &island.entries);
    entries.any(|entry| matches!(entry, Entry::Directive(_)))
}

/// Whether two runs of pieces say the same: they serialise alike, since spans are left out.
pub(super) fn same(old: &[Flat], new: &[Flat]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| alike(old, new))
}

fn alike(old: &Flat, new: &Flat) -> bool {
    let text = |piece: &Flat| match piece {
        Flat::Heading(one) => serde_json::to_string(one),
        Flat::Marker(one) => serde_json::to_string(one),
        Flat::Statement(one) => serde_json::to_string(one),
        Flat::Directive(one) => serde_json::to_string(one),
    };
    match (text(old), text(new)) {
        (Ok(old), Ok(new)) => old == new,
        (_, _) => false,
    }
}
