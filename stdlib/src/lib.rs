//! The library, embedded: rule modules that several regulations share, written in the language itself, and work calendars.
//!
//! A module is found by the name in its `Thư viện` head; the paths here are only what messages show.

/// The modules: the path shown to people, and the text.
pub fn modules() -> &'static [(&'static str, &'static str)] {
    &[
        ("stdlib/cach-tinh-ngay.quyche", include_str!("../cach-tinh-ngay.quyche")),
        ("stdlib/hoi-dong.quyche", include_str!("../hoi-dong.quyche")),
        ("stdlib/trinh-do.quyche", include_str!("../trinh-do.quyche")),
        ("stdlib/xep-loai.quyche", include_str!("../xep-loai.quyche")),
    ]
}

/// The work calendars: the path shown to people, and the text. The first is the one to use where nobody names another.
pub fn calendars() -> &'static [(&'static str, &'static str)] {
    &[(
        "stdlib/calendars/vn-khu-vuc-nha-nuoc.json",
        include_str!("../calendars/vn-khu-vuc-nha-nuoc.json"),
    )]
}

#[cfg(test)]
mod tests {
    use super::{calendars, modules};

    #[test]
    fn there_is_a_calendar_and_it_says_its_name() {
        let (path, text) = calendars()[0];
        assert!(path.ends_with("/vn-khu-vuc-nha-nuoc.json"));
        assert!(text.contains("\"name\": \"vn_khu_vực_nhà_nước\""));
    }

    #[test]
    fn every_module_says_that_it_is_one_and_paths_are_sorted() {
        let mut before = "";
        for (path, text) in modules() {
            assert!(text.contains("\nThư viện "), "{path} has no `Thư viện` head");
            assert!(before < *path, "{path} is out of order");
            before = path;
        }
    }
}
