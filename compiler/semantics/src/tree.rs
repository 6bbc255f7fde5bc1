//! The tree of units grows from headings, markers and the items of statements.
//!
//! Items of statements are units below the unit of their statement. Dashes, plusses and stars are counted under their
//! parent, across statements.

use crate::addresses::{Failure, Places, Resolved, extends};
use crate::assemble::Program;
use crate::broken::{Broken, is_poisoned};
use crate::errors;
use crate::items;
use crate::levels::{holds_rules, is_author_matter, natural, rank};
use crate::units::{Placed, Units, explain, is_counted};
use quyche_base::{Diagnostic, Diagnostics, Level, Span, Step};
use quyche_ir::UnitId;
use quyche_ir::model::Unit;
use quyche_syntax::ast::{ContinuationHeader, Entry, File, HeadingKind, Island, Label, Marker, Statement};
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
}

struct Builder<'a, 'd> {
    places: Places,
    nodes: Vec<Node<'a>>,
    roots: Vec<usize>,
    taken: BTreeMap<(Option<usize>, Level, String, u32), usize>,
    items: BTreeMap<Span, usize>,
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
        items: BTreeMap::new(),
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
                self.found.push(unit_in_module(heading.span, header));
            }
            for entry in &island.entries {
                match entry {
                    Entry::Statement(statement) if is_poisoned(statement) => {}
                    Entry::Statement(statement) => placed.push(Placed {
                        statement,
                        unit: None,
                        module: true,
                    }),
                    Entry::Marker(marker) => self.found.push(unit_in_module(marker.marker.span, header)),
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
                    Entry::Marker(marker) => self.found.push(marker_outside(marker.marker.span)),
                    Entry::Statement(statement) => {
                        let before_headings = stack.is_empty() && is_author_matter(&statement.kind);
                        let unit = stack.last().copied().or(base).filter(|_| !outside && !before_headings);
                        self.statement(statement, unit);
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
        stack.push(self.add(parent, step, title, heading.span, line, None));
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
        while let Some(top) = stack.last().and_then(|top| self.places.step(*top)) {
            let holds = rank(top.level) < rank(level) || (top.level == level && extends(number, &top.number));
            if holds {
                return;
            }
            stack.pop();
        }
    }

    fn open_marker(&mut self, marker: &Marker, title: Option<&Label>, base: Option<usize>, stack: &mut Vec<usize>) {
        self.pop(stack, marker.level, &marker.number);
        let parent = stack.last().copied().or(base);
        let line = title.map_or(marker.span, |title| title.span);
        let text = title.map(|title| title.text.clone());
        let step = self.counted(parent, marker);
        stack.push(self.add(parent, step, text, marker.span, line, None));
    }

    /// The step of a marker: dashes, plusses and stars take the next number of their parent.
    fn counted(&self, parent: Option<usize>, marker: &Marker) -> Step {
        let mut number = marker.number.clone();
        if is_counted(marker.level) {
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
                let id = self.add(parent, step, None, marker.span, marker.span, Some(statement.span));
                self.items.insert(marker.span, id);
                parents.push(Some(id));
            }
        }
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        step: Step,
        title: Option<String>,
        at: Span,
        line: Span,
        item_of: Option<Span>,
    ) -> usize {
        let key = (parent, step.level, step.number.to_lowercase(), step.occurrence);
        let known = self.taken.get(&key).copied();
        if let Some(other) = known {
            self.repeated(other, &step, at, item_of);
        } else if step.occurrence > 1
            && !self
                .taken
                .contains_key(&(key.0, key.1, key.2.clone(), step.occurrence - 1))
        {
            self.found.push(
                Diagnostic::error(
                    errors::WRONG_OCCURRENCE,
                    at,
                    format!("\"{}\" không có lần trước nó.", step.words()),
                    format!("\"{}\" has none before it.", step.words()),
                )
                .help(
                    "Sửa số, hoặc bỏ chữ \"(lần …)\".",
                    "Mend the number, or drop \"(lần …)\".",
                ),
            );
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
        });
        match parent.and_then(|parent| self.nodes.get_mut(parent)) {
            Some(node) => node.children.push(id),
            None => self.roots.push(id),
        }
        id
    }

    /// One address twice.
    fn repeated(&mut self, other: usize, step: &Step, at: Span, item_of: Option<Span>) {
        let Some(first) = self.nodes.get(other) else { return };
        let words = self.places.words(other);
        let vi_label = "lần thứ nhất ở đây";
        let found = if first.at.file != at.file {
            Diagnostic::error(
                errors::ADDRESS_IN_TWO_FILES,
                at,
                format!("\"{words}\" có ở hai tệp."),
                format!("\"{words}\" stands in two files."),
            )
            .help(
                "Một địa chỉ chỉ được viết ở một tệp; tệp tiếp theo có thể mở đầu bằng địa chỉ mà nó nằm dưới.",
                "An address belongs to one file; a continuation may name the unit it stands below.",
            )
        } else if item_of.is_some() && first.item_of.is_some() && item_of != first.item_of {
            Diagnostic::error(
                errors::LETTERED_TWICE,
                at,
                format!(
                    "Hai câu của cùng một đơn vị đều có \"{}\": \"{words}\" thành ra hai nơi.",
                    step.words()
                ),
                format!("Two statements of one unit both own \"{}\".", step.words()),
            )
            .help(
                "Chỉ một câu của mỗi đơn vị được có các mục đánh chữ hoặc số; câu kia dùng dấu \"-\".",
                "Only one statement of a unit may own lettered or numbered items; let the other use \"-\".",
            )
        } else {
            Diagnostic::error(
                errors::DUPLICATE_ADDRESS,
                at,
                format!("\"{words}\" có hai lần."),
                format!("\"{words}\" stands here twice."),
            )
            .help(
                "Nếu văn bản gốc đánh số trùng, viết \"(lần 2)\" sau số thứ hai.",
                "If the source itself repeats the number, write \"(lần 2)\" after the second.",
            )
        };
        let found = found.label(first.at, vi_label, "first here");
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
            self.found.push(
                Diagnostic::error(
                    errors::EMPTY_UNIT,
                    node.at,
                    format!("\"{words}\" không nói gì."),
                    format!("\"{words}\" says nothing."),
                )
                .help(
                    "Nếu không có gì để tính, viết \"nêu (LỚP) \"…\".\" và nói vì sao.",
                    "If there is nothing to compute, state it with \"nêu (LỚP) \"…\".\".",
                ),
            );
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
        units.items = self
            .items
            .iter()
            .filter_map(|(span, id)| numbers.get(id).map(|unit| (*span, *unit)))
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
        });
        unit
    }

    /// Children that come from several files stand in the order of their numbers, others in the order of the text.
    fn in_order(&self, children: &[usize]) -> Vec<usize> {
        let mut order = children.to_vec();
        let file = |id: &usize| self.nodes.get(*id).map(|node| node.at.file);
        if order.first().map(file) != order.last().map(file) {
            order.sort_by_key(|id| {
                self.places
                    .step(*id)
                    .map(|step| (rank(step.level), natural(&step.number)))
            });
        }
        order
    }
}

fn unit_in_module(at: Span, header: Span) -> Diagnostic {
    Diagnostic::error(
        errors::UNIT_IN_MODULE,
        at,
        "Thư viện không có điều, khoản.",
        "A module has no articles or clauses.",
    )
    .label(header, "tệp này là thư viện", "this file is a module")
    .help(
        "Bỏ đề mục này, hoặc chuyển phần đó vào tệp của văn bản.",
        "Remove it, or move it to the regulation.",
    )
}

fn marker_outside(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::MARKER_OUTSIDE,
        at,
        "Phần ngoài văn bản không có khoản, điểm.",
        "The author's own matter has no clauses or points.",
    )
    .help(
        "Bỏ dấu mục; nếu đây là lời của văn bản, chuyển nó lên trên dòng \"Ngoài văn bản.\".",
        "Remove the marker; if the text says this, move it above \"Ngoài văn bản.\".",
    )
}
