//! The library of rule modules, embedded: what several regulations share, written in the language itself.
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

#[cfg(test)]
mod tests {
    use super::modules;

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
