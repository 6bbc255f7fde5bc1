//! Procedures side by side: a table of letters, and below it what each letter says.

use crate::anchors;
use crate::chapter::Chapter;
use maud::{Markup, html};
use quyche_analysis::compare::{Row, compare, letter};
use quyche_base::Level;
use quyche_ir::{UnitId, words};

/// The page; `None` where no two procedures ask anything of anybody.
pub(crate) fn page(chapter: &Chapter<'_>) -> Option<Markup> {
    let doc = chapter.regulation.document;
    let asks = |unit: UnitId| {
        let criteria = doc.criteria.iter().map(|one| one.unit);
        let rankings = doc.rankings.iter().map(|one| one.unit);
        criteria.chain(rankings).any(|one| doc.is_within(one, unit))
    };
    let units: Vec<UnitId> = doc
        .units
        .iter()
        .filter(|unit| unit.step.level == Level::Procedure && asks(unit.id))
        .map(|unit| unit.id)
        .collect();
    if units.len() < 2 {
        return None;
    }
    let comparison = compare(doc, &units);
    let (equal, different): (Vec<&Row>, Vec<&Row>) = comparison.rows.iter().partition(|row| row.is_equal(&comparison));
    Some(html! {
        h1 { "So sánh các thủ tục" }
        p { "Mỗi chữ cái là một cách quy định; dấu chấm là không có. Bấm vào tên mặt so sánh để xem từng cách." }
        table class="sosanh" {
            tr {
                th {}
                @for unit in &units { th { a href=(anchors::link(doc, *unit)) { (number(chapter, *unit)) } } }
            }
            @for (position, row) in different.iter().enumerate() {
                tr {
                    td { a href=(format!("#mat-{position}")) { (row.aspect) } }
                    @for unit in &units { td { (row.of(*unit).map_or_else(|| "·".to_owned(), letter)) } }
                }
            }
        }
        @for (position, row) in different.iter().enumerate() { (variants(chapter, row, position)) }
        @if !equal.is_empty() {
            h2 { "Giống nhau ở mọi thủ tục" }
            ul { @for row in equal { li { (row.aspect) } } }
        }
    })
}

fn variants(chapter: &Chapter<'_>, row: &Row, position: usize) -> Markup {
    html! {
        section id=(format!("mat-{position}")) {
            h2 { (words::capital(&row.aspect)) }
            @for (place, variant) in row.variants.iter().enumerate() {
                h3 { (letter(place)) " · thủ tục " (variant.units.iter().map(|unit| number(chapter, *unit)).collect::<Vec<_>>().join(", ")) }
                @for line in &variant.words { p { (line) } }
            }
        }
    }
}

fn number(chapter: &Chapter<'_>, unit: UnitId) -> String {
    let doc = chapter.regulation.document;
    doc.unit(unit).map_or_else(String::new, |unit| unit.step.number.clone())
}
