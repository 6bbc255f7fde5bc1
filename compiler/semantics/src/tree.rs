//! The tree of units grows from headings, markers and the items of statements.
//!
//! Items of statements are units below the unit of their statement. Dashes, plusses and stars are counted under their
//! parent, across statements.

use crate::addresses::{Failure, Places, Resolved, extends};
use crate::assemble::Program;
use crate::broken::{Broken, is_poisoned};
use crate::items;
use crate::levels::{holds_rules, is_author_matter, natural, rank};
use crate::misplaced;
use crate::template;
use crate::units::{Placed, Units, explain, is_counted};
use quyche_base::{Diagnostics, Level, Span, Step};
use quyche_ir::model::Unit;
use quyche_ir::{InstanceId, UnitId};
use quyche_syntax::ast::{
    ContinuationHeader, Entry, File, HeadingKind, Island, Label, Marker, Origin, Statement, StatementKind,
};
use std::collections::BTreeMap;

/// A unit while the tree grows.
struct Node<'a> {
    title: Option<String>,
    at: Span,
    /// The last span of its heading or marker line.
    line: Span,
    children: Vec<usize>,
    statements: Vec<&'a Statement>,
    /// The statement whose item it is.
    item_of: Option<Span>,
    origin: Origin,
}

/// The heading or marker of a unit that is added.
struct Head {
    title: Option<String>,
    at: Span,
    line: Span,
    item_of: Option<Span>,
    origin: Origin,
}

struct Builder<'a, 'd> {
    places: Places,
    nodes: Vec<Node<'a>>,
    roots: Vec<usize>,
    taken: BTreeMap<(Option<usize>, Level, String, u32), usize>,
    /// Every unit by its instance and its place.
    keys: BTreeMap<(u32, Span), usize>,
    /// Where each instance of a template stands.
    hosts: BTreeMap<InstanceId, usize>,
    outside: Vec<&'a Statement>,
    /// Units with a statement that could not be read.
    broken: Vec<usize>,
    found: &'d mut Diagnostics,
}

/// Builds the tree; statements come back in the order of the text, modules first.
pub(crate) fn build<'a>(program: &Program<'a>, broken: &Broken, found: &mut Diagnostics) -> (Units, Vec<Placed<'a>>) {
    let mut builder = Builder {
        places: Places::default(),
        nodes: Vec::new(),
        roots: Vec::new(),
        taken: BTreeMap::new(),
        keys: BTreeMap::new(),
        hosts: BTreeMap::new(),
        outside: Vec::new(),
        broken: Vec::new(),
        found,
    };
    let mut placed: Vec<Placed<'a>> = Vec::new();
    for (file, header) in &program.modules {
        builder.module(file, header.span, &mut placed);
    }
    builder.files(&program.files, broken);
    builder.check_empty(broken);
    builder.finish(placed)
}

impl<'a> Builder<'a, '_> {
    /// A module has statements only.
    fn module(&mut self, file: &'a File, header: Span, placed: &mut Vec<Placed<'a>>) {
        for island in &file.islands {
            let heading = island
                .heading
                .as_ref()
                .filter(|heading| matches!(heading.kind, HeadingKind::Unit { .. }));
            if let Some(heading) = heading {
                self.found.push(misplaced::unit_in_module(heading.span, header));
            }
            for entry in &island.entries {
                match entry {
                    Entry::Statement(statement) if is_poisoned(statement) => {}
                    Entry::Statement(statement) => placed.push(Placed {
                        statement,
                        unit: None,
                        module: true,
                    }),
                    Entry::Marker(marker) => self.found.push(misplaced::unit_in_module(marker.marker.span, header)),
                    Entry::Directive(directive) => self.found.push(template::in_module(directive.span, header)),
                }
            }
        }
    }

    /// The files in order; a continuation waits for the unit it stands below.
    fn files(&mut self, files: &[(&'a File, Option<&'a ContinuationHeader>)], broken: &Broken) {
        let mut waiting: Vec<(&'a File, Option<&'a ContinuationHeader>)> = files.to_vec();
        loop {
            let mut later = Vec::new();
            let before = waiting.len();
            for (file, header) in waiting {
                match header.and_then(|header| header.below.as_ref()) {
                    None => self.file(file, None),
                    Some(below) => match self.places.resolve(below, None) {
                        Ok(Resolved::Unit(base)) => self.file(file, Some(base)),
                        Ok(Resolved::External(..)) | Err(_) => later.push((file, header)),
                    },
                }
            }
            if later.is_empty() {
                return;
            }
            if later.len() == before {
                self.homeless(later, broken);
                return;
            }
            waiting = later;
        }
    }

    /// Continuations of units that do not exist.
    fn homeless(&mut self, files: Vec<(&'a File, Option<&'a ContinuationHeader>)>, broken: &Broken) {
        for (file, header) in files {
            let below = header.and_then(|header| header.below.as_ref());
            if let (Some(below), false) = (below, broken.any()) {
                let failure = match self.places.resolve(below, None) {
                    Err(failure) => failure,
                    Ok(_) => Failure::Unknown {
                        step: below.words(),
                        sought: None,
                        within: None,
                    },
                };
                self.found.push(explain(&self.places, below, failure));
            }
            self.file(file, None);
        }
    }

    fn file(&mut self, file: &'a File, base: Option<usize>) {
        let mut stack: Vec<usize> = Vec::new();
        for island in &file.islands {
            let outside = self.open_island(island, base, &mut stack);
            for entry in &island.entries {
                match entry {
                    Entry::Marker(marker) if !outside => {
                        self.open_marker(&marker.marker, marker.title.as_ref(), base, &mut stack);
                    }
                    Entry::Marker(marker) => self.found.push(misplaced::marker_outside(marker.marker.span)),
                    Entry::Statement(statement) => {
                        let before_headings = stack.is_empty() && is_author_matter(&statement.kind);
                        let outside = outside || before_headings || is_of_template(statement);
                        let unit = stack.last().copied().or(base).filter(|_| !outside);
                        self.statement(statement, unit);
                    }
                    Entry::Directive(directive) => {
                        let instance = template::origin(directive.origin).and_then(|origin| origin.instance);
                        let host = stack.last().copied().or(base);
                        self.hosts.extend(instance.zip(host));
                    }
                }
            }
        }
    }

    /// Opens the heading of an island; true for `Ngoài văn bản`.
    fn open_island(&mut self, island: &'a Island, base: Option<usize>, stack: &mut Vec<usize>) -> bool {
        let Some(heading) = &island.heading else { return false };
        let HeadingKind::Unit {
            level,
            number,
            occurrence,
        } = &heading.kind
        else {
            stack.clear();
            return true;
        };
        let level = if *level == Level::Section && self.in_procedure(base, stack) {
            Level::ProcedureSection
        } else {
            *level
        };
        self.pop(stack, level, number);
        let step = Step {
            level,
            number: number.clone(),
            occurrence: *occurrence,
        };
        let parent = stack.last().copied().or(base);
        let line = heading.title.as_ref().map_or(heading.span, |title| title.span);
        let title = heading.title.as_ref().map(|title| title.text.clone());
        let head = Head {
            title,
            at: heading.span,
            line,
            item_of: None,
            origin: heading.origin,
        };
        stack.push(self.add(parent, step, head));
        false
    }

    fn in_procedure(&self, base: Option<usize>, stack: &[usize]) -> bool {
        let here = stack.last().copied().or(base);
        here.is_some_and(|here| {
            self.places
                .chain(here)
                .any(|id| self.places.step(id).is_some_and(|step| step.level == Level::Procedure))
        })
    }

    /// Closes what a new unit of this level and number does not stand in.
    fn pop(&self, stack: &mut Vec<usize>, level: Level, number: &str) {
        let among_stars = level == Level::Star && (0..stack.len()).any(|at| self.is_outer_star(stack, at));
        while let Some(top) = stack.last().and_then(|top| self.places.step(*top)) {
            let dashed = matches!(top.level, Level::Dash | Level::Plus);
            let holds = if self.is_outer_star(stack, stack.len() - 1) {
                matches!(level, Level::Dash | Level::Plus)
            } else {
                rank(top.level) < rank(level) && !(among_stars && dashed)
                    || (top.level == level && extends(number, &top.number))
            };
            if holds {
                return;
            }
            stack.pop();
        }
    }

    /// Whether the unit at a place of the stack is a star that stands in no dash or plus: it opens a list of its own and
    /// holds the dashes and plusses after it.
    fn is_outer_star(&self, stack: &[usize], at: usize) -> bool {
        let level = |at: usize| {
            stack
                .get(at)
                .and_then(|id| self.places.step(*id))
                .map(|step| step.level)
        };
        let above = at.checked_sub(1).and_then(level);
        level(at) == Some(Level::Star) && !matches!(above, Some(Level::Dash | Level::Plus))
    }

    fn open_marker(&mut self, marker: &Marker, title: Option<&Label>, base: Option<usize>, stack: &mut Vec<usize>) {
        self.pop(stack, marker.level, &marker.number);
        let parent = stack.last().copied().or(base);
        let line = title.map_or(marker.span, |title| title.span);
        let text = title.map(|title| title.text.clone());
        let step = self.counted(parent, marker);
        let head = Head {
            title: text,
            at: marker.span,
            line,
            item_of: None,
            origin: marker.origin,
        };
        stack.push(self.add(parent, step, head));
    }

    /// The step of a marker: dashes, plusses and stars take the next number of their parent.
    fn counted(&self, parent: Option<usize>, marker: &Marker) -> Step {
        let mut number = marker.number.clone();
        if is_counted(marker.level) && number.is_empty() {
            let siblings = parent.map_or(&self.roots, |parent| {
                self.nodes.get(parent).map_or(&self.roots, |node| &node.children)
            });
            let same = siblings
                .iter()
                .filter(|id| self.places.step(**id).is_some_and(|step| step.level == marker.level))
                .count();
            number = (same + 1).to_string();
        }
        Step {
            level: marker.level,
            number,
            occurrence: marker.occurrence,
        }
    }

    fn statement(&mut self, statement: &'a Statement, unit: Option<usize>) {
        if is_poisoned(statement) {
            self.broken.extend(unit);
            return;
        }
        // What an edit says of an item of a list stands in the item's unit.
        let item = statement.origin.item.map(|marker| (statement.origin.instance, marker));
        let item = item.and_then(|key| self.keys.get(&key)).copied();
        let unit = unit.map(|unit| item.unwrap_or(unit));
        match unit.and_then(|unit| self.nodes.get_mut(unit)) {
            Some(node) => node.statements.push(statement),
            None => self.outside.push(statement),
        }
        if unit.is_some() {
            let mut parents: Vec<Option<usize>> = vec![unit];
            for (depth, marker) in items::markers(statement) {
                parents.truncate(depth + 1);
                let parent = parents.last().copied().flatten();
                let step = self.counted(parent, marker);
                let head = Head {
                    title: None,
                    at: marker.span,
                    line: marker.span,
                    item_of: Some(statement.span),
                    origin: marker.origin,
                };
                let id = self.add(parent, step, head);
                parents.push(Some(id));
            }
        }
    }

    /// Adds a unit. Text that an amendment writes beside the text it ends is of the same unit.
    fn add(&mut self, parent: Option<usize>, step: Step, head: Head) -> usize {
        let Head {
            title,
            at,
            line,
            item_of,
            origin,
        } = head;
        let key = (parent, step.level, step.number.to_lowercase(), step.occurrence);
        let known = self.taken.get(&key).copied();
        if let Some(other) = known.filter(|_| origin.amendment > 0 && item_of.is_some()) {
            self.keys.insert((origin.instance, at), other);
            if let Some(node) = self.nodes.get_mut(other) {
                node.origin = origin;
            }
            return other;
        }
        if let Some(other) = known {
            self.repeated(other, &step, at, item_of, origin);
        } else if step.occurrence > 1
            && !self
                .taken
                .contains_key(&(key.0, key.1, key.2.clone(), step.occurrence - 1))
        {
            self.found.push(misplaced::wrong_occurrence(at, &step));
        }
        let id = self.places.add(parent, step);
        self.taken.entry(key).or_insert(id);
        self.nodes.push(Node {
            title,
            at,
            line,
            children: Vec::new(),
            statements: Vec::new(),
            item_of,
            origin,
        });
        self.keys.insert((origin.instance, at), id);
        match parent.and_then(|parent| self.nodes.get_mut(parent)) {
            Some(node) => node.children.push(id),
            None => self.roots.push(id),
        }
        id
    }

    /// One address twice.
    fn repeated(&mut self, other: usize, step: &Step, at: Span, item_of: Option<Span>, origin: Origin) {
        let Some(first) = self.nodes.get(other) else { return };
        let words = self.places.words(other);
        let pasted = origin.instance > 0 || first.origin.instance > 0;
        let found = if first.at.file != at.file && !pasted {
            misplaced::in_two_files(at, &words)
        } else if item_of.is_some() && first.item_of.is_some() && item_of != first.item_of {
            misplaced::lettered_twice(at, &words, step)
        } else {
            misplaced::twice(at, &words)
        };
        let found = found.label(first.at, "lần thứ nhất ở đây", "first here");
        self.found.push(found);
    }

    /// A unit that says nothing is a mistake. One with only a title is a frame, unless it is one that holds rules itself:
    /// a title alone does not tell an article that was left out from one that has nothing to compute.
    fn check_empty(&mut self, broken: &Broken) {
        for (id, node) in self.nodes.iter().enumerate() {
            let frame = node.title.is_some() && !self.places.step(id).is_some_and(|step| holds_rules(step.level));
            let says = frame || !node.children.is_empty() || !node.statements.is_empty();
            if says || node.item_of.is_some() || broken.follows(node.line) || self.broken.contains(&id) {
                continue;
            }
            let words = self.places.words(id);
            self.found.push(misplaced::empty(node.at, &words));
        }
    }

    /// Numbers the units in the order of the text.
    fn finish(self, mut placed: Vec<Placed<'a>>) -> (Units, Vec<Placed<'a>>) {
        let mut units = Units::default();
        let mut numbers: BTreeMap<usize, UnitId> = BTreeMap::new();
        let mut open: Vec<(usize, bool)> = self.roots.iter().rev().map(|id| (*id, false)).collect();
        while let Some((id, leaving)) = open.pop() {
            let Some(node) = self.nodes.get(id) else { continue };
            if leaving {
                let own = numbers.get(&id).map_or(0, |unit| unit.index());
                let end = units.units.len();
                if let Some(place) = units.ends.get_mut(own) {
                    *place = end;
                }
                continue;
            }
            let unit = self.numbered(id, node, &mut numbers, &mut units);
            placed.extend(node.statements.iter().map(|statement| Placed {
                statement,
                unit: Some(unit),
                module: false,
            }));
            open.push((id, true));
            open.extend(
                self.in_order(&node.children)
                    .into_iter()
                    .rev()
                    .map(|child| (child, false)),
            );
        }
        placed.extend(self.outside.iter().map(|statement| Placed {
            statement,
            unit: None,
            module: false,
        }));
        let number = |id: &usize| numbers.get(id).copied();
        units.keys = self
            .keys
            .iter()
            .filter_map(|(key, id)| Some((*key, number(id)?)))
            .collect();
        units.hosts = self
            .hosts
            .iter()
            .filter_map(|(instance, id)| Some((*instance, number(id)?)))
            .collect();
        units.places.set_ends(units.ends.clone());
        units.broken = self.broken.iter().filter_map(|id| numbers.get(id).copied()).collect();
        let words: Vec<String> = (0..units.units.len()).map(|id| units.places.words(id)).collect();
        for (unit, address) in units.units.iter_mut().zip(words) {
            unit.address = address;
        }
        (units, placed)
    }

    /// Gives a unit its number, after its parent's.
    fn numbered(&self, id: usize, node: &Node<'a>, numbers: &mut BTreeMap<usize, UnitId>, units: &mut Units) -> UnitId {
        let unit = UnitId::at(units.units.len());
        numbers.insert(id, unit);
        let parent = self.places.parent(id).and_then(|parent| numbers.get(&parent).copied());
        let step = self
            .places
            .step(id)
            .cloned()
            .unwrap_or_else(|| Step::new(Level::Clause, ""));
        units.places.add(parent.map(UnitId::index), step.clone());
        units.ends.push(0);
        units.units.push(Unit {
            id: unit,
            parent,
            step,
            title: node.title.clone(),
            address: String::new(),
            at: node.at,
            origin: template::origin(node.origin),
        });
        unit
    }

    /// Children that come from several files stand in the order of their numbers, others in the order of the text.
    fn in_order(&self, children: &[usize]) -> Vec<usize> {
        let mut order = children.to_vec();
        let file = |id: &usize| self.nodes.get(*id).map(|node| node.at.file);
        let pasted = |id: &usize| self.nodes.get(*id).is_some_and(|node| node.origin.instance > 0);
        if order.first().map(file) != order.last().map(file) && !order.iter().any(pasted) {
            order.sort_by_key(|id| {
                self.places
                    .step(*id)
                    .map(|step| (rank(step.level), natural(&step.number)))
            });
        }
        order
    }
}

/// Whether a statement is the author's own matter that an instance of a template brought.
fn is_of_template(statement: &Statement) -> bool {
    statement.origin.instance > 0 && matches!(statement.kind, StatementKind::Entry(_) | StatementKind::Example(_))
}
