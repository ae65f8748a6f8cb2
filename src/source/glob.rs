//! One name against one component of a `fileset` pattern.
//!
//! The semantics are those of `doublestar` 1.1.5, which Terraform is built with, its corners
//! included: a `*` stands for at least one character unless it ends the pattern, alternatives do
//! not nest, and a wrong pattern is an error only when a name is held against the wrong part.

/// Nested `*` and `{…}` of one component; more are no pattern anyone writes.
const MAX_DEPTH: u32 = 256;

/// Why a name could not be held against a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MatchError {
    /// The pattern is malformed.
    BadPattern,
    /// The steps ran out.
    Steps,
}

/// Whether `pattern` has anything in it that is not a plain name.
pub(super) fn is_pattern(component: &str) -> bool {
    component.contains(['*', '?', '[', '{', '\\'])
}

/// Whether `name` matches `pattern`; takes from `steps` what it costs.
pub(super) fn matches(pattern: &str, name: &str, steps: &mut u64) -> Result<bool, MatchError> {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    component(&pattern, &name, steps, 0)
}

fn component(
    mut pattern: &[char],
    mut name: &[char],
    steps: &mut u64,
    depth: u32,
) -> Result<bool, MatchError> {
    use MatchError::BadPattern;
    if depth > MAX_DEPTH {
        return Err(MatchError::Steps);
    }
    while let ([sign, after @ ..], [letter, letters @ ..]) = (pattern, name) {
        spend(steps, 1)?;
        match sign {
            '\\' => match after {
                [] | ['\u{fffd}', ..] => return Err(BadPattern),
                [escaped, after @ ..] if escaped == letter => (pattern, name) = (after, letters),
                _ => return Ok(false),
            },
            '*' if after.is_empty() => return Ok(true),
            '*' => {
                for skipped in 0..name.len() {
                    let rest = name.get(skipped..).unwrap_or_default();
                    match component(after, rest, steps, depth + 1) {
                        Ok(false) | Err(BadPattern) => {}
                        matched => return matched,
                    }
                }
                return Ok(false);
            }
            '[' => {
                let (class, after) = split_at(after, ']').ok_or(BadPattern)?;
                spend(steps, class.len())?;
                if !in_class(class, *letter).ok_or(BadPattern)? {
                    return Ok(false);
                }
                (pattern, name) = (after, letters);
            }
            '{' => {
                let (mut options, after) = split_at(after, '}').ok_or(BadPattern)?;
                loop {
                    let (option, more) = match split_at(options, ',') {
                        Some((option, more)) => (option, Some(more)),
                        None => (options, None),
                    };
                    spend(steps, option.len() + after.len())?;
                    if component(&[option, after].concat(), name, steps, depth + 1)? {
                        return Ok(true);
                    }
                    match more {
                        Some(more) => options = more,
                        None => return Ok(false),
                    }
                }
            }
            sign if *sign == '?' || sign == letter => (pattern, name) = (after, letters),
            _ => return Ok(false),
        }
    }
    Ok(name.is_empty() && matches!(pattern, [] | ['*'] | ['*', '*']))
}

/// What stands before and after the first `sign` that no backslash precedes.
fn split_at(text: &[char], sign: char) -> Option<(&[char], &[char])> {
    let mut before = None;
    let at = text.iter().position(|c| {
        let found = *c == sign && before != Some('\\');
        before = Some(*c);
        found
    })?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Whether `letter` is in the class whose text is `class`; `None` when that is malformed.
fn in_class(class: &[char], letter: char) -> Option<bool> {
    let (negated, mut rest) = match class {
        [] => return None,
        ['^', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut found = false;
    while !rest.is_empty() {
        let (low, after) = class_letter(rest)?;
        let (high, after) = match after {
            ['-', after @ ..] => class_letter(after)?,
            after => (low, after),
        };
        found |= (low..=high).contains(&letter);
        rest = after;
    }
    Some(found != negated)
}

fn class_letter(class: &[char]) -> Option<(char, &[char])> {
    match class {
        ['-', ..] | [] | ['\\'] => None,
        ['\\', letter, rest @ ..] => Some((*letter, rest)),
        [letter, rest @ ..] => Some((*letter, rest)),
    }
}

fn spend(steps: &mut u64, count: usize) -> Result<(), MatchError> {
    *steps = steps.checked_sub(count as u64).ok_or(MatchError::Steps)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(pattern: &str, name: &str) -> Result<bool, MatchError> {
        matches(pattern, name, &mut 1_000_000)
    }

    #[test]
    fn components_match_as_in_doublestar() {
        let cases = [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "abc", true),
            ("a*", "a", true),
            ("a**", "a", true),
            ("*c", "abc", true),
            ("a*c", "ac", true),
            ("a?c", "aéc", true),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("[^a-c]x", "dx", true),
            ("[^]x", "dx", true),
            ("[\\]]", "]", true),
            ("{a,b}.txt", "b.txt", true),
            ("{a,b}.txt", "c.txt", false),
            ("a{,.b}", "a.b", true),
            ("a{,.b}", "a", false),
            ("*{,.b}", "a", false),
            ("{a\\,b,c}", "a,b", true),
            ("\\*", "*", true),
            ("\\*", "a", false),
        ];
        for (pattern, name, wanted) in cases {
            assert_eq!(run(pattern, name), Ok(wanted), "{pattern} {name}");
        }
    }

    #[test]
    fn wrong_patterns_are_errors_where_a_name_meets_them() {
        for pattern in ["[", "[]", "[]a]", "[-a]", "[a-]", "{a", "a\\", "[\\"] {
            assert_eq!(run(pattern, "ab"), Err(MatchError::BadPattern), "{pattern}");
        }
        assert_eq!(run("b[", "ab"), Ok(false));
        assert_eq!(run("*[", "ab"), Ok(false));
    }

    #[test]
    fn explosive_patterns_run_out_of_steps() {
        let name = "a".repeat(200);
        let explosive = format!("{}b", "*a".repeat(40));
        assert_eq!(run(&explosive, &name), Err(MatchError::Steps));
        let deep = format!("{}b", "*".repeat(100_000));
        assert_eq!(run(&deep, &name), Err(MatchError::Steps));
        let deep = format!("{}b", "{}".repeat(100_000));
        assert_eq!(run(&deep, &name), Err(MatchError::Steps));
    }
}
