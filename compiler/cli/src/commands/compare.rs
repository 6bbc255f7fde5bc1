//! `quyche compare`: near-identical articles or procedures side by side.

use super::document;
use crate::args::Compare;
use crate::screen::{Exit, Screen};
use crate::table;
use quyche_analysis::compare::{Comparison, Row, compare, letter};
use quyche_driver::lookup;
use quyche_ir::{Document, UnitId, words};
use serde_json::{Value, json};

/// Prints the comparison: a table of letters, then what each letter says.
pub fn run(arguments: &Compare, screen: &Screen) -> Exit {
    match told(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn told(arguments: &Compare, screen: &Screen) -> Result<(), Exit> {
    let (document, _) = document(&arguments.path, screen)?;
    let mut units = Vec::new();
    for text in &arguments.units {
        units.extend(lookup::units(&document, text).map_err(|error| screen.refuse_one(error))?);
    }
    let comparison = compare(&document, &units);
    if arguments.json {
        screen.out(&format!("{}\n", as_json(&document, &comparison)));
        return Ok(());
    }
    let rows: Vec<&Row> = comparison
        .rows
        .iter()
        .filter(|row| arguments.all || !row.is_equal(&comparison))
        .collect();
    let equal = comparison.rows.len() - rows.len();
    screen.out(&matrix(&document, &comparison, &rows, screen));
    rows.iter().for_each(|row| screen.out(&variants(&document, row)));
    if equal > 0 {
        screen.say(
            &format!("\n{equal} mặt giống nhau (--all để xem)\n"),
            &format!("\nequal aspects: {equal} (--all shows them)\n"),
        );
    }
    Ok(())
}

fn matrix(document: &Document, comparison: &Comparison, rows: &[&Row], screen: &Screen) -> String {
    let mut table = Vec::new();
    for row in rows {
        let letters = comparison
            .units
            .iter()
            .map(|unit| row.of(*unit).map_or_else(|| "·".to_owned(), letter));
        table.push(std::iter::once(row.aspect.clone()).chain(letters).collect());
    }
    let numbers = comparison.units.iter().map(|unit| number(document, *unit));
    table.insert(
        0,
        std::iter::once(String::new()).chain(numbers).collect::<Vec<String>>(),
    );
    table::lay_out(&table, screen.width()) + "\n"
}

fn variants(document: &Document, row: &Row) -> String {
    let mut out = format!("\n{}\n", words::capital(&row.aspect));
    for (position, variant) in row.variants.iter().enumerate() {
        let who: Vec<String> = variant.units.iter().map(|unit| number(document, *unit)).collect();
        out.push_str(&format!("  {} ({})\n", letter(position), who.join(", ")));
        for line in &variant.words {
            out.push_str(&format!("      {line}\n"));
        }
    }
    out
}

fn number(document: &Document, unit: UnitId) -> String {
    document
        .unit(unit)
        .map_or_else(String::new, |unit| unit.step.number.clone())
}

fn as_json(document: &Document, comparison: &Comparison) -> Value {
    let addresses =
        |units: &[UnitId]| -> Vec<String> { units.iter().map(|unit| document.address(*unit).to_owned()).collect() };
    let rows: Vec<Value> = comparison
        .rows
        .iter()
        .map(|row| {
            let variants: Vec<Value> = row
                .variants
                .iter()
                .map(|variant| json!({ "units": addresses(&variant.units), "words": variant.words }))
                .collect();
            json!({ "aspect": row.aspect, "variants": variants })
        })
        .collect();
    json!({ "units": addresses(&comparison.units), "rows": rows })
}
