//! Broken variants of a text.

/// The prefix of `text` up to byte `at`, and `text` without the byte at `at`; where that leaves no UTF-8, without the whole
/// letter. What is not UTF-8 never reaches the parser.
pub fn variants(text: &str, at: usize) -> Vec<String> {
    let Some((before, rest)) = text.split_at_checked(at) else {
        return Vec::new();
    };
    let mut after = rest.chars();
    after.next();
    vec![before.to_owned(), format!("{before}{}", after.as_str())]
}
