//! Patterns with `*` and `?`, as AWS matches ARNs and tags, over text that is known in part.

/// Stands for a name that is not known, at the end of a field whose beginning is.
pub(in crate::facts) const UNKNOWN: &str = "\u{fffd}";

/// Whether `pattern` matches all of `text`. Linear in the text for each `*`.
pub(in crate::facts) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(q) if *q == '?' || q == c => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    p = at + 1;
                    t = from + 1;
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// Whether a pattern matches an ARN of which some fields are unknown: `None` when one of these
/// decides. A pattern of fewer fields ends in `*`, which takes in all that follow.
pub(in crate::facts) fn matches_arn(pattern: &str, fields: &[Option<String>; 6]) -> Option<bool> {
    if pattern == "*" {
        return Some(true);
    }
    let parts: Vec<&str> = pattern.splitn(6, ':').collect();
    let short = parts.len() < fields.len();
    if short && !pattern.ends_with('*') {
        return Some(false);
    }
    let mut decided = Some(true);
    for (part, field) in parts.iter().zip(fields) {
        match field {
            _ if *part == "*" => {}
            Some(text) if matches(part, text) => {}
            Some(text) => match text.strip_suffix(UNKNOWN) {
                Some(known) if part.starts_with(known) || part.contains(['*', '?']) => {
                    decided = None;
                }
                _ => return Some(false),
            },
            None => decided = None,
        }
    }
    decided
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_match_any_run() {
        for (pattern, text) in [
            ("*", ""),
            ("a*c", "abbc"),
            ("*rod*", "production"),
            ("a?c", "abc"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("a*c", "abcd"),
            ("", "a"),
            ("?", ""),
            ("prod", "production"),
        ] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn an_unknown_field_decides_only_where_the_pattern_asks() {
        let arn = |account: Option<&str>| {
            ["arn", "aws", "rds", "eu-west-1"]
                .map(|field| Some(field.to_owned()))
                .into_iter()
                .chain([account.map(str::to_owned), Some("cluster:db".to_owned())])
                .collect::<Vec<_>>()
                .try_into()
                .unwrap()
        };
        assert_eq!(
            matches_arn("arn:aws:rds:*:*:cluster:*", &arn(None)),
            Some(true)
        );
        assert_eq!(matches_arn("arn:aws:rds:*:1:cluster:*", &arn(None)), None);
        assert_eq!(matches_arn("arn:aws:rds:*:1:db:*", &arn(None)), Some(false));
        assert_eq!(matches_arn("arn:aws:rds:*", &arn(None)), Some(true));
        assert_eq!(matches_arn("arn:aws:s3:::b", &arn(Some("1"))), Some(false));
    }

    #[test]
    fn an_unknown_name_decides_only_where_the_pattern_asks() {
        let arn = ["arn", "aws", "rds", "eu-west-1", "1", "cluster:\u{fffd}"];
        let arn = arn.map(|field| Some(field.to_owned()));
        assert_eq!(matches_arn("arn:aws:rds:*:*:cluster:*", &arn), Some(true));
        assert_eq!(matches_arn("arn:aws:rds:*:*:cluster:db", &arn), None);
        assert_eq!(matches_arn("arn:aws:rds:*:*:*db", &arn), None);
        assert_eq!(matches_arn("arn:aws:rds:*:*:db:x", &arn), Some(false));
    }
}
