//! What the head of a paper says the document is: facts, not sentences.

use crate::model::About;

/// The kinds of documents that the rule language knows, as papers write them and as rule files do.
const KINDS: [(&str, &str); 4] = [
    ("QUYẾT ĐỊNH", "Quyết định"),
    ("QUY ĐỊNH", "Quy định"),
    ("QUY CHẾ", "Quy chế"),
    ("HƯỚNG DẪN", "Hướng dẫn"),
];

/// Takes what a line of the head tells; what is known already stays.
pub(crate) fn read(about: &mut About, line: &str) {
    if about.kind.is_none() {
        let known = KINDS
            .iter()
            .find(|(written, _)| line.trim_end_matches(':').ends_with(written) || line.starts_with(written));
        about.kind = known.map(|(_, kind)| (*kind).to_owned());
    }
    if about.number.is_none() {
        about.number = number(line);
    }
    if about.issued.is_none() {
        about.issued = issued(line);
    }
}

/// `Số: 4063/QĐ-UBND`, `Số 01-QĐ/TBANM`; of what a decision issues, the decision's: `(Ban hành kèm theo Quyết định số …`.
fn number(line: &str) -> Option<String> {
    let attached = line.strip_prefix('(').filter(|rest| rest.contains("kèm theo"));
    let rest = match attached {
        Some(rest) => rest.split_once(" số ")?.1,
        None => line.strip_prefix("Số")?.trim_start_matches([':', ' ']),
    };
    let number = rest.split(' ').next()?.trim_end_matches(['.', ',', ';', ')']);
    let sound = number.starts_with(|letter: char| letter.is_ascii_digit()) && number.contains(['/', '-']);
    sound.then(|| number.to_owned())
}

/// `ngày 06 tháng 02 năm 2017`
fn issued(line: &str) -> Option<(u32, u32, u32)> {
    let rest = line.split_once("ngày ")?.1;
    let mut words = rest.split(' ');
    let day = words.next()?.parse().ok()?;
    (words.next()? == "tháng").then_some(())?;
    let month = words.next()?.parse().ok()?;
    (words.next()? == "năm").then_some(())?;
    let year = words.next()?.trim_end_matches(['.', ',', ')']).parse().ok()?;
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_day_and_kind_of_a_head() {
        let mut about = About::default();
        for line in [
            "Số: 12/QĐ-UBND",
            "Thanh Hóa, ngày 10 tháng 10 năm 2024",
            "QUYẾT ĐỊNH",
            "QUY CHẾ",
        ] {
            read(&mut about, line);
        }
        assert_eq!(about.kind.as_deref(), Some("Quyết định"));
        assert_eq!(about.number.as_deref(), Some("12/QĐ-UBND"));
        assert_eq!(about.issued, Some((10, 10, 2024)));
        let mut attached = About::default();
        read(
            &mut attached,
            "(Ban hành kèm theo Quyết định số 15/QĐ-TTBD ngày 05 tháng 01 năm 2026)",
        );
        assert_eq!(attached.number.as_deref(), Some("15/QĐ-TTBD"));
        assert_eq!(attached.issued, Some((5, 1, 2026)));
        let mut nothing = About::default();
        read(&mut nothing, "Số: …/…  ngày ... tháng ... năm");
        assert_eq!(nothing, About::default());
    }
}
