//! What lies ahead of those who fail, as the reports say it: the earliest day, or what would have to change.

use chrono::NaiveDate;
use quyche_ir::outcome::Class;
use quyche_ir::words;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What lies ahead of everybody who fails in a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlooks {
    /// The day from which it was asked.
    pub from: NaiveDate,
    /// The circumstances that move with the day, in words; empty where nothing does.
    pub moves: String,
    /// By place in the review.
    pub people: BTreeMap<usize, Outlook>,
    /// How many fail besides, of whom it was not asked.
    pub left_out: usize,
}

/// What lies ahead of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// The first day on which waiting is enough; `None` where it never is.
    pub first: Option<NaiveDate>,
    /// The first day after that on which it is enough no longer, and what it comes to then.
    pub fails: Option<(NaiveDate, Class)>,
    /// Where waiting is never enough alone: the first later day on which nothing fails any more, and what is still open then.
    pub undecided: Option<(NaiveDate, Vec<String>)>,
    /// Where waiting is never enough: sets of changes, the smallest first, any of which is.
    pub changes: Vec<Vec<Change>>,
}

/// A change of the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The address of the point that asks for it.
    pub address: String,
    /// What would have to be, in Vietnamese.
    pub words: String,
}

impl Outlooks {
    /// What lies ahead of the person at this place of the review, in one line.
    pub fn line(&self, at: usize) -> Option<String> {
        self.people.get(&at).map(Outlook::line)
    }

    /// From which day the days told were looked for, what moves with it, and how many were not asked about; empty where there
    /// is nothing of either.
    pub fn note(&self) -> String {
        let mut parts = Vec::new();
        if self.people.values().any(|outlook| outlook.first.is_some()) {
            let from = words::date(self.from);
            parts.push(format!("sớm nhất đạt: tìm từ {from}, dữ kiện giữ nguyên"));
            if !self.moves.is_empty() {
                parts.push(format!("{} đi theo ngày ấy", self.moves));
            }
        }
        if self.left_out > 0 {
            let count = crate::report::grouped(self.left_out);
            parts.push(format!("chưa tìm ngày sớm nhất đạt cho {count} người không đạt"));
        }
        parts.join("; ")
    }
}

impl Outlook {
    /// `sớm nhất đạt: 15/07/2026`, or `chờ thêm không đạt được; chỉ đạt nếu thực tế là: …`. Of several sets the smallest; how many others is said.
    pub fn line(&self) -> String {
        if let Some((day, open)) = &self.undecided {
            let (day, open) = (words::date(*day), open.join("; "));
            return format!("từ {day} không còn điểm nào không đạt, chỉ còn chưa rõ: {open}");
        }
        let Some(first) = self.first else {
            let Some((smallest, others)) = self.changes.split_first() else {
                return "chờ thêm không đạt được; không tìm ra thay đổi nào của dữ kiện làm cho đạt".to_owned();
            };
            let mut line = format!(
                "chờ thêm không đạt được; chỉ đạt nếu thực tế là: {}",
                set_words(smallest)
            );
            if !others.is_empty() {
                line.push_str(&format!(" (hoặc {} cách khác)", others.len()));
            }
            return line;
        };
        let mut line = format!("sớm nhất đạt: {}", words::date(first));
        if let Some((day, class)) = self.fails {
            line.push_str(&format!("; từ {} lại {}", words::date(day), class.words()));
        }
        line
    }

    /// The same with every set, a line each.
    pub fn lines(&self) -> Vec<String> {
        if self.changes.len() < 2 {
            return vec![self.line()];
        }
        let mut lines = vec!["chờ thêm không đạt được; chỉ đạt nếu thực tế có một trong:".to_owned()];
        lines.extend(self.changes.iter().map(|set| format!("- {}", set_words(set))));
        lines
    }
}

impl Serialize for Outlook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'o> {
            first: Option<String>,
            fails: Option<String>,
            fails_as: Option<Class>,
            undecided: Option<String>,
            changes: &'o [Vec<Change>],
            words: Vec<String>,
        }
        let view = View {
            first: self.first.map(|day| day.to_string()),
            fails: self.fails.map(|(day, _)| day.to_string()),
            fails_as: self.fails.map(|(_, class)| class),
            undecided: self.undecided.as_ref().map(|(day, _)| day.to_string()),
            changes: &self.changes,
            words: self.lines(),
        };
        view.serialize(serializer)
    }
}

fn set_words(set: &[Change]) -> String {
    let mut before = "";
    let mut parts = Vec::with_capacity(set.len());
    for change in set {
        let at = if change.address == before {
            String::new()
        } else {
            format!("{}: ", change.address)
        };
        parts.push(format!("{at}{}", change.words));
        before = &change.address;
    }
    parts.join("; và ")
}
