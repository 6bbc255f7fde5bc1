//! A rule file with every unit of an outline and nothing said yet: `nêu (chưa_mã_hóa)` with the lines to look at.
//!
//! Units stand as the rule language nests them. Where an item lies below one that markers alone cannot hold (`a)` below
//! `+`), it becomes an item of the statement above it.

use crate::model::{Outline, Unit};
use crate::nesting::rank;
use quyche_base::Level;
use std::fmt::Write;

/// The class of what nobody has encoded yet.
pub const NOT_ENCODED: &str = "chưa_mã_hóa";

/// The rule file.
pub fn scaffold(outline: &Outline) -> String {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); outline.units.len()];
    for (at, unit) in outline.units.iter().enumerate() {
        if let Some(list) = unit.parent.and_then(|parent| children.get_mut(parent)) {
            list.push(at);
        }
    }
    let mut writer = Writer {
        outline,
        children,
        out: head(outline),
    };
    for (at, unit) in outline.units.iter().enumerate() {
        if unit.parent.is_none() {
            writer.unit(at, unit);
        }
    }
    writer.out
}

fn head(outline: &Outline) -> String {
    let about = &outline.about;
    let kind = about.kind.as_deref().unwrap_or("Quy định");
    let number = about.number.as_deref().unwrap_or("chưa-rõ-số");
    let issued = about
        .issued
        .map(|(day, month, year)| format!(" ngày {day:02}/{month:02}/{year}"))
        .unwrap_or_default();
    format!(
        "// Ngày có hiệu lực chưa ghi: thêm \"hiệu lực từ ngày …\" vào câu dưới đây theo điều của bản gốc.\n{kind} {number}{issued}.\n"
    )
}

struct Writer<'a> {
    outline: &'a Outline,
    children: Vec<Vec<usize>>,
    out: String,
}

impl Writer<'_> {
    fn unit(&mut self, at: usize, unit: &Unit) {
        let children = self.children.get(at).cloned().unwrap_or_default();
        let (inner, outer): (Vec<usize>, Vec<usize>) =
            children.into_iter().partition(|child| self.is_inner(unit, *child));
        self.marker(unit);
        // A title over other units says nothing of its own; articles, sections and stages state what their line says.
        let frame = rank(unit.step.level) < rank(Level::Article);
        if frame {
            self.out.push('\n');
        } else {
            self.statement(unit, &inner);
        }
        for child in outer {
            if let Some(child_unit) = self.outline.units.get(child) {
                self.unit(child, child_unit);
            }
        }
    }

    /// Whether markers cannot put a unit below its parent.
    fn is_inner(&self, parent: &Unit, child: usize) -> bool {
        let level = self
            .outline
            .units
            .get(child)
            .map_or(Level::Star, |unit| unit.step.level);
        let star = parent.step.level == Level::Star && matches!(level, Level::Dash | Level::Plus);
        !star && level != parent.step.level && rank(level) <= rank(parent.step.level)
    }

    /// The heading or marker, up to where the statement begins.
    fn marker(&mut self, unit: &Unit) {
        let step = &unit.step;
        let number = &step.number;
        let times = if step.occurrence > 1 {
            format!(" (lần {})", step.occurrence)
        } else {
            String::new()
        };
        let heading = |word: &str| {
            let title = unit
                .title
                .as_deref()
                .map_or("", |title| title.split(':').next().unwrap_or(""));
            let dot = if step.level == Level::Procedure || step.level == Level::Stage {
                ":"
            } else {
                "."
            };
            let number = if number.is_empty() {
                String::new()
            } else {
                format!(" {number}")
            };
            format!("\n{word}{number}{times}{dot} {title}").trim_end().to_owned() + "\n"
        };
        let line = match step.level {
            Level::Attached => heading("Kèm theo"),
            Level::Annex => heading("Phụ lục"),
            Level::Part => heading("Phần"),
            Level::Chapter => heading("Chương"),
            Level::Section | Level::ProcedureSection => heading("Mục"),
            Level::Article => heading("Điều"),
            Level::Procedure => heading("Thủ tục"),
            Level::Stage => heading("Bước"),
            Level::Clause => format!("{number}.{times} "),
            Level::Point => format!("{number}){times} "),
            Level::Dash => "- ".to_owned(),
            Level::Plus => "+ ".to_owned(),
            Level::Star => "* ".to_owned(),
            Level::Paragraph => format!("Đoạn {number}.{times} "),
        };
        self.out.push_str(&line);
    }

    fn statement(&mut self, unit: &Unit, inner: &[usize]) {
        let lines = |unit: &Unit| {
            unit.lines
                .iter()
                .map(|range| range.words())
                .collect::<Vec<_>>()
                .join(", ")
        };
        // Writing to a string cannot fail.
        writeln!(self.out, "nêu ({NOT_ENCODED}) \"dòng {}\".", lines(unit)).ok();
        if inner.is_empty() {
            return;
        }
        writeln!(self.out, "nêu ({NOT_ENCODED})").ok();
        for (place, child) in inner.iter().enumerate() {
            let Some(child) = self.outline.units.get(*child) else {
                continue;
            };
            self.marker(child);
            let end = if place + 1 == inner.len() { "." } else { ";" };
            writeln!(self.out, "\"dòng {}\"{end}", lines(child)).ok();
        }
    }
}
