//! Lines of a text, as far as edits keep to them.

/// How the lines of `text` end: as its first does.
pub(super) fn eol(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next();
    match first.is_some_and(|line| line.ends_with("\r\n")) {
        true => "\r\n",
        false => "\n",
    }
}

/// The start of the line that `at` lies on.
pub(super) fn line_start(text: &str, at: u32) -> u32 {
    let before = text.get(..at as usize).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end as u32 + 1)
}

/// The end of the line that `at` lies on, before its `\n` or `\r\n`.
pub(super) fn line_end(text: &str, at: u32) -> u32 {
    let rest = text.get(at as usize..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.trim_end_matches('\r').len() as u32
}

/// The blanks before what stands first on the line of `at`.
pub(super) fn indentation(text: &str, at: u32) -> &str {
    let line = text
        .get(line_start(text, at) as usize..)
        .unwrap_or_default();
    let letters = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - letters.len()).unwrap_or_default()
}
