//! When two pieces of text mean the same: keys for headers, values and sheet names, and the nearest of several.

use quyche_base::name;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// NFC without blanks at the ends; what is kept of a text somebody typed.
pub(crate) fn clean(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() || is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// The key of a value: case, tone placement, `_`, runs of blanks and the kind of dash do not matter.
pub(crate) fn key(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '–' | '—' | '‑' => plain.push('-'),
            '_' => blank(&mut plain),
            other if other.is_whitespace() => blank(&mut plain),
            other => plain.push(other),
        }
    }
    name::fold(&plain)
}

/// The key of a header or a sheet name: as [`key`], and nothing but letters and digits matters, so that
/// `Thời gian (từ) *` and `thời_gian: từ` are one.
pub(crate) fn header_key(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter) {
            plain.push(letter);
        } else {
            blank(&mut plain);
        }
    }
    name::fold(plain.trim())
}

fn blank(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with(' ') {
        plain.push(' ');
    }
}

/// A key without tone marks and hooks, for names typed in ASCII.
pub(crate) fn toneless(key: &str) -> String {
    key.nfd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// The candidate nearest to `wanted` in keys, if one is near: at most a third of its letters differ, or only tone marks.
pub(crate) fn nearest<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = key(wanted);
    let length = wanted.chars().count();
    if length == 0 || length > 120 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = key(candidate);
        let distance = if toneless(&wanted) == toneless(&other) {
            usize::from(wanted != other)
        } else {
            strsim::damerau_levenshtein(&wanted, &other)
        };
        if distance <= (length / 3).max(1) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A label for people: the name with blanks, its first letter large.
pub(crate) fn title_case(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_one_key_however_they_are_typed() {
        for header in [
            "Thời gian (từ) *",
            "thời_gian: từ",
            "THỜI GIAN\u{a0}– Từ",
            "Thời  gian\ntừ",
        ] {
            assert_eq!(header_key(header), "thời gian từ", "{header}");
        }
        let decomposed: String = "Thời gian từ".nfd().collect();
        assert_eq!(header_key(&decomposed), "thời gian từ");
        assert_eq!(header_key("Hoà giải"), header_key("hòa giải"));
        assert_eq!(
            header_key("Đánh giá: điểm c khoản 4 Điều 3"),
            "đánh giá điểm c khoản 4 điều 3"
        );
    }

    #[test]
    fn the_nearest_is_near() {
        let among = ["Hoàn thành tốt", "Hoàn thành xuất sắc", "Không hoàn thành"];
        assert_eq!(nearest("hoàn thành tôt", among), Some("Hoàn thành tốt"));
        assert_eq!(nearest("hoan thanh xuat sac", among), Some("Hoàn thành xuất sắc"));
        assert_eq!(nearest("đạt", among), None);
    }

    #[test]
    fn toneless_is_ascii_for_vietnamese() {
        assert_eq!(toneless(&header_key("Viên_chức đang Đi học")), "vien chuc dang di hoc");
    }
}
