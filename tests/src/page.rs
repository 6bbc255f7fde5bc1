//! A page of `docs/diagnostics/`: head, words, a wrong program, a right one, English words.

/// The parts of a page.
#[derive(Debug)]
pub struct Page<'a> {
    /// `Q0312`.
    pub id: &'a str,
    /// `nhanh-chua-phu-het`.
    pub name: &'a str,
    /// The Vietnamese words.
    pub words: &'a str,
    /// What stands below `## Sai`.
    pub wrong: &'a str,
    /// What stands below `## Đúng`.
    pub right: &'a str,
    /// What stands below `## English`.
    pub english: &'a str,
}

impl<'a> Page<'a> {
    /// The page, or which part is missing.
    pub fn read(text: &'a str) -> Result<Self, String> {
        let (words, rest) = text.split_once("\n## Sai\n").ok_or("no \"## Sai\"")?;
        let (wrong, rest) = rest.split_once("\n## Đúng\n").ok_or("no \"## Đúng\"")?;
        let (right, english) = rest.split_once("\n## English\n").ok_or("no \"## English\"")?;
        let head = words.strip_prefix("# ").ok_or("no head")?;
        let (head, words) = head.split_once('\n').ok_or("no words")?;
        let (id, name) = head.split_once(' ').ok_or("no name")?;
        Ok(Self {
            id,
            name,
            words: words.trim(),
            wrong: wrong.trim(),
            right: right.trim(),
            english: english.trim(),
        })
    }
}

/// The program in a part of a page, where it has one.
pub fn program(part: &str) -> Option<&str> {
    let (_, rest) = part.split_once("```quyche\n")?;
    rest.split_once("```").map(|(program, _)| program)
}
