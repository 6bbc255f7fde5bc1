//! A stretch of text that follows itself word for word: somebody pasted twice. The second copy is set aside.
//!
//! Only a stretch directly behind itself counts. Passages that look alike elsewhere (procedures cut from one cloth) have
//! addresses of their own and are law twice.

use crate::lines::Line;
use crate::model::Repeat;
use std::collections::BTreeMap;

/// The fewest lines with text of their own that make a copying accident.
const MIN_LINES: usize = 10;

/// How long a line must be to tell a passage from another.
const TELLING: usize = 20;

/// The repeats of a text, in its order; none overlaps another.
pub(crate) fn repeats(lines: &[Line]) -> Vec<Repeat> {
    let full: Vec<&Line> = lines.iter().filter(|line| !line.is_blank()).collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<Repeat> = Vec::new();
    for (index, line) in full.iter().enumerate() {
        if line.text.chars().count() < TELLING {
            continue;
        }
        let Some(before) = last.insert(line.text.as_str(), index) else {
            continue;
        };
        if let Some(repeat) = copied(&full, before, index)
            && found.last().is_none_or(|other| other.lines.last < repeat.lines.first)
        {
            found.push(repeat);
        }
    }
    found
}

/// The repeat of which the lines at `before` and `index` are one, if the stretch between them stands twice in a row.
fn copied(full: &[&Line], before: usize, index: usize) -> Option<Repeat> {
    let distance = index - before;
    let same = |at: usize| {
        let (one, two) = (full.get(at)?, full.get(at + distance)?);
        (one.text == two.text && one.cell == two.cell).then_some(())
    };
    let back = (0..before).rev().take_while(|at| same(*at).is_some()).count();
    let ahead = (before..).take_while(|at| same(*at).is_some()).count();
    let start = before - back;
    if back + ahead < distance {
        return None;
    }
    let telling = full.iter().skip(start).take(distance);
    if telling.filter(|line| line.text.chars().count() >= TELLING).count() < MIN_LINES {
        return None;
    }
    // A stretch that stands twice in a row can be cut at any of the lines that agree; the first cut is taken.
    let at = |position: usize| full.get(position).map(|line| line.number);
    Some(Repeat {
        lines: (at(start + distance)?, at(start + 2 * distance - 1)?).into(),
        of: (at(start)?, at(start + distance - 1)?).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    fn passage() -> String {
        (1..=12)
            .map(|n| format!("{n}. Một câu đủ dài để nhận ra, số {n}.\n"))
            .collect()
    }

    #[test]
    fn a_passage_behind_itself_is_set_aside() {
        let text = format!("Đầu.\n{}{}Cuối.\n", passage(), passage());
        let found = repeats(&lines(&text));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].lines.words(), found[0].of.words()),
            ("14-25".into(), "2-13".into())
        );
    }

    #[test]
    fn passages_apart_are_both_law() {
        let text = format!(
            "{}Một câu khác hẳn chen vào giữa hai đoạn giống nhau.\n{}",
            passage(),
            passage()
        );
        assert!(repeats(&lines(&text)).is_empty());
        assert!(repeats(&lines(&"ô trống |\n".repeat(200))).is_empty());
    }
}
