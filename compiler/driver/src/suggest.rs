//! "Did you mean": near names, by edits between folded spellings without tone marks.

use quyche_base::name::fold;
use strsim::damerau_levenshtein;

/// The candidate nearest to `word`, if it is near enough to be a slip of the hand.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let asked = fold(word);
    let allowed = (asked.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (damerau_levenshtein(&asked, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let names = ["thăng_hạng_cntt_1", "bổ_nhiệm_trưởng_phòng"];
        assert_eq!(nearest("thang_hạng_cntt_1", names), Some("thăng_hạng_cntt_1"));
        assert_eq!(nearest("kỷ_luật", names), None);
    }
}
