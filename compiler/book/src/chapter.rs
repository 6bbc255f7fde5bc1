//! One regulation of the site: what its pages share, and the list of its files.

use crate::links::Links;
use crate::{File, Regulation, anchors, lists, print, shell, side_by_side, unit};
use maud::{Markup, html};
use quyche_analysis::{Statements, checked_unit};
use quyche_base::Diagnostics;
use quyche_ir::{UnitId, words};
use std::collections::BTreeMap;

/// An example that was run.
pub(crate) struct Tried {
    /// Whether what its author expects came out.
    pub(crate) held: bool,
    /// The author's words.
    pub(crate) text: String,
    /// What came out.
    pub(crate) found: String,
}

/// A regulation with what all its pages need.
pub(crate) struct Chapter<'a> {
    /// What is rendered.
    pub(crate) regulation: &'a Regulation<'a>,
    /// Its statements by unit.
    pub(crate) statements: Statements<'a>,
    /// Units below a unit; below nothing, the outermost.
    pub(crate) children: BTreeMap<Option<UnitId>, Vec<UnitId>>,
    /// Examples by the unit they check.
    pub(crate) examples: BTreeMap<UnitId, Vec<Tried>>,
    /// Its addresses.
    pub(crate) links: Links,
}

impl<'a> Chapter<'a> {
    /// Runs the examples and sorts what pages need.
    pub(crate) fn new(regulation: &'a Regulation<'a>) -> Self {
        let doc = regulation.document;
        let mut children: BTreeMap<Option<UnitId>, Vec<UnitId>> = BTreeMap::new();
        for unit in &doc.units {
            children.entry(unit.parent).or_default().push(unit.id);
        }
        Self {
            regulation,
            statements: Statements::of(doc),
            children,
            examples: tried(regulation),
            links: Links::new(doc),
        }
    }

    /// The units right below one.
    pub(crate) fn below(&self, unit: Option<UnitId>) -> &[UnitId] {
        self.children.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The regulation in one line.
    pub(crate) fn name(&self) -> String {
        let about = &self.regulation.document.about;
        let number = format!("{} {}", about.kind, about.number);
        about
            .title
            .as_ref()
            .map_or(number.clone(), |title| format!("{number}: {title}"))
    }

    /// A page of this regulation.
    pub(crate) fn page(&self, path: &str, title: &str, content: &Markup) -> File {
        let short = self.regulation.document.about.number.clone();
        let trail = if path == "index.html" {
            vec![(short, String::new())]
        } else {
            vec![(short, "index.html".to_owned()), (title.to_owned(), String::new())]
        };
        let whole = format!("{title} · {}", self.regulation.document.about.number);
        File {
            path: format!("{}/{path}", self.regulation.folder),
            text: shell::page(&whole, "../", &trail, content),
        }
    }

    /// Every file of the regulation.
    pub(crate) fn files(&self) -> Vec<File> {
        let doc = self.regulation.document;
        let mut out = vec![self.page("index.html", "Mục lục", &lists::contents(self))];
        for one in doc
            .units
            .iter()
            .filter(|one| anchors::page_unit(doc, one.id) == Some(one.id))
        {
            let title = words::capital(&one.address);
            out.push(self.page(&anchors::page(doc, one.id), &title, &self.article(one.id)));
        }
        let rest = unit::rest(self);
        out.push(self.page(anchors::REST, "Ngoài các điều", &rest));
        out.push(self.page("cach-hieu.html", "Cách hiểu", &lists::readings(self)));
        out.push(self.page("nghi-van.html", "Nghi vấn", &lists::doubts(self)));
        out.push(self.page("do-phu.html", "Độ phủ", &lists::coverage(self)));
        out.push(self.page("lich.html", "Lịch việc", &lists::duties(self)));
        out.extend(side_by_side::page(self).map(|content| self.page("so-sanh.html", "So sánh", &content)));
        out.push(self.page("in.html", "Bản in", &print::whole(self)));
        out
    }

    fn article(&self, top: UnitId) -> Markup {
        let doc = self.regulation.document;
        let same: Vec<UnitId> = doc
            .units
            .iter()
            .map(|one| one.id)
            .filter(|id| anchors::page_unit(doc, *id) == Some(*id))
            .collect();
        let here = same.iter().position(|id| *id == top);
        let before = here.and_then(|at| at.checked_sub(1)).and_then(|at| same.get(at));
        let after = here.and_then(|at| same.get(at + 1));
        html! {
            (unit::article(self, top, 1))
            p class="lop" {
                @if let Some(before) = before { a href=(anchors::page(doc, *before)) { "← " (words::capital(doc.address(*before))) } " " }
                @if let Some(after) = after { a href=(anchors::page(doc, *after)) { (words::capital(doc.address(*after))) " →" } }
            }
        }
    }
}

fn tried(regulation: &Regulation<'_>) -> BTreeMap<UnitId, Vec<Tried>> {
    let doc = regulation.document;
    let mut out: BTreeMap<UnitId, Vec<Tried>> = BTreeMap::new();
    for example in &doc.examples {
        let Some(unit) = checked_unit(doc, example) else {
            continue;
        };
        let (held, found) = match quyche_eval::run_example_under(doc, example.id, regulation.options) {
            Ok(result) if result.held => (true, result.words),
            Ok(result) => (false, format!("{} [{}]", result.words, result.differences.join("; "))),
            Err(error) => {
                let told = Diagnostics::from(error);
                (
                    false,
                    told.0
                        .into_iter()
                        .map(|one| one.message.vi)
                        .collect::<Vec<_>>()
                        .join("; "),
                )
            }
        };
        out.entry(unit).or_default().push(Tried {
            held,
            text: example.text.clone(),
            found,
        });
    }
    out
}
