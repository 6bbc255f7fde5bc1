//! Templates and amendments are carried out on the tree, before any unit is looked at.
//!
//! A file is one row of headings, markers, statements and instructions (`flat`). Templates are cut out of the rows
//! (`collect`); a template that applies another takes its text in first (`apply`). Where one is applied, its row is
//! filled in (`fill`: arguments for parameters, the number of the procedure on every name it declares), the edits that
//! follow are turned into a plan over the row (`editor`, `place`, `lists`, `single`, `plan`), and what comes out is
//! pasted where the instruction stood. Addresses of edits are looked up once, in the outline of the template as written
//! (`outline`), so no edit moves what another means.
//!
//! An amendment is the same on the rows of the regulation, except that nothing goes: old text gets a last day, new text
//! a first one (`amend`).
//!
//! Every piece keeps the span of where it was written and says in its [`Origin`](quyche_syntax::ast::Origin) which
//! instance it belongs to: that is what tells 26 copies of one line apart.

mod amend;
mod apply;
mod collect;
mod editor;
mod fill;
mod flat;
mod gather;
mod heads;
mod lists;
mod messages;
mod outline;
mod place;
mod plan;
mod record;
mod single;

pub(crate) use messages::in_module;
pub(crate) use record::{Expanded, once, origin};

use crate::assemble::Program;
use crate::broken::Broken;
use crate::tree;
use apply::Library;
use collect::{Template, collect};
use editor::Editor;
use flat::{Flat, flatten, has_directives, islands};
use gather::{Change, Rest, gather};
use lists::{Came, Dated};
use outline::Outline;
use quyche_base::{Anchor, Diagnostics, Level, Span, Step};
use quyche_syntax::ast::{Amendment, Directive, DirectiveKind, File, Header, HeadingKind};

/// An amendment and its edits.
struct Amending {
    head: Amendment,
    at: Span,
    changes: Vec<Change>,
}

/// Carries out every template and amendment. Files without instructions are left as they are.
pub(crate) fn expand(program: &Program<'_>, found: &mut Diagnostics) -> Expanded {
    let mut expanded = Expanded::default();
    if !program.files.iter().any(|(file, _)| has_directives(file)) {
        expanded.files = program.files.iter().map(|_| None).collect();
        return expanded;
    }
    let mut templates: Vec<Template> = Vec::new();
    let rows: Vec<Option<Vec<Flat>>> = program
        .files
        .iter()
        .map(|(file, _)| has_directives(file).then(|| collect(flatten(file), &mut templates, found)))
        .collect();
    expanded.extents = templates.iter().map(|template| template.extent).collect();
    let labels = record::labels(program);
    let records = record::records(program);
    let mut library = Library::new(templates, &labels, &records, found);
    let mut amending = Vec::new();
    for (row, (file, _)) in rows.into_iter().zip(&program.files) {
        expanded.files.push(row.map(|row| {
            let mut pasting = Pasting {
                library: &mut library,
                applied: &mut expanded.applied,
                amending: &mut amending,
                host: below(file),
                inside: below(file).is_some(),
                found,
            };
            let row = pasting.row(row);
            rebuilt(file, row)
        }));
    }
    library.check_used(found);
    expanded.templates = library.told();
    amend_all(program, &mut expanded, amending, found);
    expanded
}

fn rebuilt(file: &File, row: Vec<Flat>) -> File {
    File {
        id: file.id,
        header: file.header.clone(),
        islands: islands(row),
    }
}

/// The unit a continuation stands below, where it names one.
fn below(file: &File) -> Option<Step> {
    let Some(Header::Continuation(header)) = &file.header else {
        return None;
    };
    match header.below.as_ref()?.parts.first()? {
        Anchor::Step(step) => Some(step.clone()),
        Anchor::This(_) | Anchor::External(_) => None,
    }
}

/// Puts the templates of one file in place.
struct Pasting<'p, 'l> {
    library: &'p mut Library<'l>,
    applied: &'p mut Vec<record::Applied>,
    amending: &'p mut Vec<Amending>,
    /// The procedure or article that is open, else the unit that is.
    host: Option<Step>,
    /// Whether the text stands in a unit.
    inside: bool,
    found: &'p mut Diagnostics,
}

impl Pasting<'_, '_> {
    fn row(&mut self, row: Vec<Flat>) -> Vec<Flat> {
        let mut out = Vec::with_capacity(row.len());
        let mut rest = row.into_iter().peekable();
        while let Some(piece) = rest.next() {
            match piece {
                Flat::Directive(directive) => out.extend(self.directive(&directive, &mut rest)),
                Flat::Heading(heading) => {
                    self.enter(&heading.kind);
                    out.push(Flat::Heading(heading));
                }
                Flat::Marker(_) | Flat::Statement(_) => out.push(piece),
            }
        }
        out
    }

    fn enter(&mut self, kind: &HeadingKind) {
        let HeadingKind::Unit {
            level,
            number,
            occurrence,
        } = kind
        else {
            self.inside = false;
            return;
        };
        self.inside = true;
        let is_host = |level: Level| matches!(level, Level::Article | Level::Procedure);
        if is_host(*level) || !self.host.as_ref().is_some_and(|host| is_host(host.level)) {
            self.host = Some(Step {
                level: *level,
                number: number.clone(),
                occurrence: *occurrence,
            });
        }
    }

    fn directive(&mut self, directive: &Directive, rest: &mut Rest) -> Vec<Flat> {
        match &directive.kind {
            DirectiveKind::Apply(apply) => {
                let changes = gather(rest, self.found, false);
                if let (Some(host), true) = (&self.host, self.inside) {
                    return self
                        .library
                        .apply(apply, directive.span, host, changes, self.applied, self.found);
                }
                self.found.push(messages::applied_outside(directive.span));
            }
            DirectiveKind::Amendment(head) => {
                let changes = gather(rest, self.found, true);
                if self.inside {
                    self.found.push(messages::amends_inside(directive.span));
                } else {
                    self.amending.push(Amending {
                        head: head.clone(),
                        at: directive.span,
                        changes,
                    });
                }
            }
            DirectiveKind::Remove(_) | DirectiveKind::Edit(_) => {
                self.found.push(messages::edits_nothing(directive.span));
            }
            DirectiveKind::Template(_) | DirectiveKind::TemplateEnd => {}
        }
        Vec::new()
    }
}

/// Carries out the amendments one after the other, each on what the ones before have made of the regulation.
fn amend_all(program: &Program<'_>, expanded: &mut Expanded, mut amending: Vec<Amending>, found: &mut Diagnostics) {
    amending.sort_by_key(|amendment| amendment.head.from);
    for (index, amendment) in amending.into_iter().enumerate() {
        let Some(until) = amendment.head.from.pred_opt() else {
            continue;
        };
        let dated = Dated {
            from: amendment.head.from,
            until,
            amendment: u32::try_from(index + 1).unwrap_or(u32::MAX),
        };
        let now = expanded.program(program);
        let (units, _) = tree::build(&now, &Broken::default(), &mut Diagnostics::default());
        let rows: Vec<Vec<Flat>> = now.files.iter().map(|(file, _)| flatten(file)).collect();
        let outline = Outline::new(units, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let mut editor = Editor::new(&outline, &rows, found, messages::Whole::Regulation, Some(dated));
        for mut change in amendment.changes {
            let at = outline
                .instance(&change.at)
                .and_then(|index| expanded.applied.get(index));
            if let Some(applied) = at {
                apply::fill_change(&mut applied.names(), &mut change);
            }
            apply::mark(&mut change);
            editor.change(change);
        }
        let (plans, records) = (editor.plans, editor.records);
        for (row, plan) in plans {
            let (Some(before), Some((file, _))) = (rows.get(row), program.files.get(row)) else {
                continue;
            };
            let after = plan.carry_out(before.clone(), Some(dated), &mut |at, came| refuse(at, came, found));
            if let Some(place) = expanded.files.get_mut(row) {
                *place = Some(rebuilt(file, after));
            }
        }
        expanded.amendments.push(record::Amended {
            number: amendment.head.number.text.clone(),
            from: amendment.head.from,
            at: amendment.at,
            records,
        });
    }
}

/// Tells what a plan could not do.
fn refuse(at: Span, came: Came, found: &mut Diagnostics) {
    match came {
        Came::Unfit | Came::NotHere => found.push(messages::unfit_body(at, gather::ChangeKind::Replace)),
        Came::Empty => found.push(messages::empties(at)),
        Came::Undated => found.push(messages::undated(at)),
        Came::Done => {}
    }
}
