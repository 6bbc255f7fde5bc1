//! The opposite of a phrase that names a truth, as a speaker would say it.

/// Words a phrase may begin with that a plain `không` turns round.
const VERBS: [&str; 24] = [
    "có",
    "được",
    "đang",
    "bị",
    "thuộc",
    "giữ",
    "công tác",
    "đạt",
    "tham gia",
    "chủ trì",
    "hoàn thành",
    "trong",
    "còn",
    "do",
    "ở",
    "theo",
    "tốt nghiệp",
    "làm",
    "nghỉ",
    "tập sự",
    "thử việc",
    "yêu cầu",
    "phù hợp",
    "cần",
];

/// Words inside a phrase that `không` is put before, first come first served: `tổ chức có X`, `đơn vị được giao`.
const INNER: [(&str, &str); 7] = [
    (" có ", " không có "),
    (" là ", " không phải là "),
    (" thuộc ", " không thuộc "),
    (" khác ", " không khác "),
    (" được ", " không được "),
    (" bị ", " không bị "),
    (" đạt ", " không đạt "),
];

/// Words a phrase may begin with that name a person or a thing.
const NOUNS: [&str; 6] = ["thời gian ", "người ", "dân tộc ", "nữ", "nam", "trường hợp "];

/// The opposite of a phrase that names a truth: `đã nghiệm thu` → `chưa nghiệm thu`, `tổ chức có đơn vị trực thuộc` → `tổ
/// chức không có đơn vị trực thuộc`, `tập sự` → `không tập sự`.
pub(super) fn negate_phrase(phrase: &str) -> String {
    if let Some(rest) = phrase.strip_prefix("đã ") {
        return format!("chưa {rest}");
    }
    if let Some(rest) = phrase.strip_prefix("là ") {
        return format!("không phải là {rest}");
    }
    if phrase.starts_with("không ") || phrase.starts_with("chưa ") {
        return format!("không phải trường hợp {phrase}");
    }
    if VERBS.iter().any(|verb| {
        phrase
            .strip_prefix(verb)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }) {
        return format!("không {phrase}");
    }
    if let Some((word, turned)) = INNER.iter().find(|(word, _)| phrase.contains(word)) {
        return phrase.replacen(word, turned, 1);
    }
    if NOUNS.iter().any(|noun| phrase.starts_with(noun)) {
        return format!("không phải là {phrase}");
    }
    format!("không {phrase}")
}

#[cfg(test)]
mod tests {
    use super::negate_phrase;

    #[test]
    fn phrases_are_turned_round_where_a_speaker_would() {
        for (phrase, opposite) in [
            ("đã nghiệm thu", "chưa nghiệm thu"),
            ("tổ chức có đơn vị trực thuộc", "tổ chức không có đơn vị trực thuộc"),
            ("có chứng chỉ", "không có chứng chỉ"),
            ("được cấp có thẩm quyền cử", "không được cấp có thẩm quyền cử"),
            (
                "danh mục được duyệt có vị trí ứng với hạng",
                "danh mục được duyệt không có vị trí ứng với hạng",
            ),
            (
                "đơn vị sử dụng được giao chủ trì",
                "đơn vị sử dụng không được giao chủ trì",
            ),
            ("thời gian tập sự, thử việc", "không phải là thời gian tập sự, thử việc"),
            ("là người của Trung tâm", "không phải là người của Trung tâm"),
            ("tập sự", "không tập sự"),
        ] {
            assert_eq!(negate_phrase(phrase), opposite);
        }
    }
}
