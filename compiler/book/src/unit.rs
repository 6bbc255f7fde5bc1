//! A unit and all below it: its heading, the source beside what the rules make of it, its examples.

use crate::anchors;
use crate::chapter::Chapter;
use maud::{Markup, html};
use quyche_analysis::Statement;
use quyche_ir::{UnitId, words};

/// The deepest heading that HTML has.
const DEEPEST: usize = 6;

/// An article or procedure with everything below it; `depth` is the level of its heading.
pub(crate) fn article(chapter: &Chapter<'_>, unit: UnitId, depth: usize) -> Markup {
    section(chapter, unit, depth, true)
}

/// What stands outside articles and procedures, in the order of the text.
pub(crate) fn rest(chapter: &Chapter<'_>) -> Markup {
    html! {
        h1 { "Ngoài các điều" }
        @for unit in chapter.below(None) { (outside(chapter, *unit, 2)) }
    }
}

/// A unit's heading and its own statements, without what stands below.
pub(crate) fn alone(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    let doc = chapter.regulation.document;
    let title = doc.unit(unit).and_then(|one| one.title.clone()).unwrap_or_default();
    html! {
        h2 id=(anchors::anchor(doc, unit)) { (words::capital(doc.address(unit))) " " (title) }
        (body(chapter, unit))
        (examples(chapter, unit))
    }
}

fn outside(chapter: &Chapter<'_>, unit: UnitId, depth: usize) -> Markup {
    let doc = chapter.regulation.document;
    let whole = anchors::page_unit(doc, unit).is_some();
    html! {
        @if !whole { (section(chapter, unit, depth, false)) }
    }
}

/// One unit as a section. `pages` tells whether units with a page of their own are shown here too.
fn section(chapter: &Chapter<'_>, unit: UnitId, depth: usize, pages: bool) -> Markup {
    let doc = chapter.regulation.document;
    let Some(one) = doc.unit(unit) else {
        return html! {};
    };
    let named = if depth == 1 {
        words::capital(&one.address)
    } else {
        words::capital(&one.step.words())
    };
    let id = anchors::anchor(doc, unit);
    let below: Vec<UnitId> = chapter.below(Some(unit)).to_vec();
    let silent = |child: &UnitId| chapter.statements.at(*child).is_empty() && chapter.statements.is_spelled_out(*child);
    html! {
        section class="dv" id=(id) {
            (heading(depth, &html! { a class="so" href=(format!("#{id}")) { (named) } @if let Some(title) = &one.title { " " (title) } }))
            (body(chapter, unit))
            (examples(chapter, unit))
            @for child in below {
                @if silent(&child) { (folded(chapter, child)) }
                @else if pages { (section(chapter, child, (depth + 1).min(DEEPEST), true)) }
                @else { (outside(chapter, child, (depth + 1).min(DEEPEST))) }
            }
        }
    }
}

/// A unit that a statement above it spells out: its anchors and examples only.
fn folded(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    html! {
        span id=(anchors::anchor(chapter.regulation.document, unit)) {}
        (examples(chapter, unit))
        @for child in chapter.below(Some(unit)) { (folded(chapter, *child)) }
    }
}

fn heading(depth: usize, content: &Markup) -> Markup {
    match depth {
        0 | 1 => html! { h1 { (content) } },
        2 => html! { h2 { (content) } },
        3 => html! { h3 { (content) } },
        4 => html! { h4 { (content) } },
        5 => html! { h5 { (content) } },
        6.. => html! { h6 { (content) } },
    }
}

/// The statements of the very unit, beside its source where the reader has it.
fn body(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    let told = statements(chapter, unit);
    let source = source(chapter, unit);
    if source.is_empty() {
        return told;
    }
    html! { div class="doi" { div class="goc" { (source) } div { (told) } } }
}

/// The unit's own text in the source, with that of the units its statements spell out.
fn source(chapter: &Chapter<'_>, unit: UnitId) -> String {
    let mut out: Vec<String> = (chapter.regulation.source_text)(unit).into_iter().collect();
    for child in chapter.below(Some(unit)) {
        if chapter.statements.at(*child).is_empty() && chapter.statements.is_spelled_out(*child) {
            out.push(source(chapter, *child));
        }
    }
    out.retain(|text| !text.is_empty());
    out.join("\n")
}

fn statements(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    html! {
        @for statement in chapter.statements.at(unit) { (told(chapter, unit, statement)) }
    }
}

fn told(chapter: &Chapter<'_>, unit: UnitId, statement: &Statement<'_>) -> Markup {
    let doc = chapter.regulation.document;
    let class = match statement {
        Statement::Doubt(_) => "nghi",
        Statement::Reading(_) => "hieu",
        Statement::Title(_)
        | Statement::Definition(_)
        | Statement::Scope(_)
        | Statement::Criterion(_)
        | Statement::Norm(_)
        | Statement::Deadline(_)
        | Statement::Dossier(_)
        | Statement::Ranking(_)
        | Statement::TieBreaker(_)
        | Statement::PassingSuffices(_)
        | Statement::Council(..)
        | Statement::Stated(_) => "luat",
    };
    html! {
        div class=(class) {
            @for line in statement.lines(doc) { (sentence(chapter, unit, &line)) }
            @if let Some(text) = statement.at().and_then(chapter.regulation.rule_text) {
                details { summary { "quy tắc" } pre { (text) } }
            }
        }
    }
}

/// A line of meaning; its leading blanks say how deep it stands.
fn sentence(chapter: &Chapter<'_>, unit: UnitId, line: &str) -> Markup {
    let text = line.trim_start();
    let depth = ((line.len() - text.len()) / 2).min(3);
    let marked = chapter.links.mark(text, Some(unit));
    html! {
        @if depth == 0 { p { (marked) } } @else { p class=(format!("thut{depth}")) { (marked) } }
    }
}

fn examples(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    let tried = chapter.examples.get(&unit).map_or(&[][..], Vec::as_slice);
    html! {
        @if !tried.is_empty() {
            details {
                summary { (tried.len()) " ví dụ" }
                ul class="vd" {
                    @for one in tried {
                        li class=(if one.held { "dung" } else { "sai" }) { (one.text) ": " (chapter.links.mark(&one.found, Some(unit))) }
                    }
                }
            }
        }
    }
}
