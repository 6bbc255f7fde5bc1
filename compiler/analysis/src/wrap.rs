//! Lines no longer than a page is wide.

/// How wide a page is, in characters.
const WIDTH: usize = 118;

/// Breaks a line at blanks; what follows hangs two blanks deeper than the line began.
pub(crate) fn wrap(line: &str) -> Vec<String> {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let mut out = Vec::new();
    let mut now = " ".repeat(indent);
    let mut width = indent;
    let mut empty = true;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if !empty && width + 1 + length > WIDTH {
            out.push(std::mem::take(&mut now));
            now = " ".repeat(indent + 4);
            width = indent + 4;
            empty = true;
        }
        if !empty {
            now.push(' ');
            width += 1;
        }
        now.push_str(word);
        width += length;
        empty = false;
    }
    out.push(now);
    out
}

/// The text of a statement as its author wrote it, moved to the left as a block: the first line begins where the statement
/// does, so the blanks before it are not in the text.
pub(crate) fn block(text: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::trim_end);
    let first = lines.next().unwrap_or("").to_owned();
    let rest: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let least = rest
        .iter()
        .map(|line| line.chars().take_while(|c| c.is_whitespace()).count())
        .min()
        .unwrap_or(0);
    let mut out = vec![first];
    for line in rest {
        let kept: String = line.chars().skip(least).collect();
        out.push(format!("  {kept}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_breaks_at_blanks_and_hangs() {
        let line = format!("  {}", "từ ".repeat(60).trim_end());
        let lines = wrap(&line);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines[1].starts_with("      từ"));
        assert_eq!(wrap("ngắn"), ["ngắn"]);
    }

    #[test]
    fn a_statement_moves_left_as_a_block() {
        assert_eq!(
            block("tiêu chuẩn: tất cả\n     a) x;\n       - y."),
            ["tiêu chuẩn: tất cả", "  a) x;", "    - y."]
        );
    }
}
