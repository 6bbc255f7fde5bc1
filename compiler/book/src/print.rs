//! Everything of a regulation in one page, in the order of the text, for the printer.

use crate::chapter::Chapter;
use crate::{anchors, lists, unit};
use maud::{Markup, html};
use quyche_ir::UnitId;

/// The page.
pub(crate) fn whole(chapter: &Chapter<'_>) -> Markup {
    html! {
        (lists::head(chapter))
        @for unit in chapter.below(None) { (level(chapter, *unit)) }
        div class="trang" { (lists::readings(chapter)) }
        div class="trang" { (lists::doubts(chapter)) }
        div class="trang" { (lists::duties(chapter)) }
    }
}

/// A unit that has a page stands whole; one above such units gives its heading and goes on below.
fn level(chapter: &Chapter<'_>, one: UnitId) -> Markup {
    let doc = chapter.regulation.document;
    let holds_pages = doc
        .units
        .iter()
        .any(|unit| unit.id != one && doc.is_within(unit.id, one) && anchors::has_page(unit.step.level));
    if anchors::page_unit(doc, one).is_some() || !holds_pages {
        return unit::article(chapter, one, 2);
    }
    html! {
        (unit::alone(chapter, one))
        @for child in chapter.below(Some(one)) { (level(chapter, *child)) }
    }
}
