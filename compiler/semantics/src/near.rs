//! "Có phải …?": names near to one that is not known, also where only tone marks differ.

use quyche_base::{Diagnostic, name};

/// Adds the nearest of `names` as help; where none is near, what else to do, in Vietnamese and English.
pub(crate) fn suggest<'n>(
    found: Diagnostic,
    wanted: &str,
    names: impl Iterator<Item = &'n str>,
    (vi, en): (&str, &str),
) -> Diagnostic {
    match nearest(wanted, names) {
        Some(near) => found.help(format!("Có phải \"{near}\"?"), format!("Did you mean \"{near}\"?")),
        None => found.help(vi, en),
    }
}

/// The name nearest to `wanted`: at most a third of its letters differ, tone marks left aside.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = name::fold(wanted);
    let plain = bare(&wanted);
    let limit = (plain.chars().count() / 3).max(1);
    names
        .map(|candidate| {
            let key = name::fold(candidate);
            let distance = strsim::osa_distance(&plain, &bare(&key));
            ((distance, strsim::osa_distance(&wanted, &key), candidate), candidate)
        })
        .filter(|((distance, _, _), _)| *distance <= limit)
        .min_by(|(left, _), (right, _)| left.cmp(right))
        .map(|(_, candidate)| candidate)
}

/// Without tone marks and letter marks: `đề_tài` is `de_tai`.
fn bare(text: &str) -> String {
    text.chars().map(plain_letter).collect()
}

/// The Latin letter under a Vietnamese one.
fn plain_letter(letter: char) -> char {
    const ROWS: [(char, &str); 7] = [
        ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
        ('e', "èéẻẽẹêềếểễệ"),
        ('i', "ìíỉĩị"),
        ('o', "òóỏõọôồốổỗộơờớởỡợ"),
        ('u', "ùúủũụưừứửữự"),
        ('y', "ỳýỷỹỵ"),
        ('d', "đ"),
    ];
    ROWS.iter()
        .find(|(_, row)| row.contains(letter))
        .map_or(letter, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn tone_marks_and_small_slips_are_near() {
        let names = ["quá_trình", "khen_thưởng", "công_trình"];
        assert_eq!(nearest("qua_trinh", names.into_iter()), Some("quá_trình"));
        assert_eq!(nearest("khen_thửơng", names.into_iter()), Some("khen_thưởng"));
        assert_eq!(nearest("xếp_loại", names.into_iter()), None);
    }
}
