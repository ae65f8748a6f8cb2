//! Globs of names: `*` stands for anything, `?` for one character, and every other character for
//! itself, so that addresses can be copied from a report (`aws_s3_bucket.ui["eu"]`).

/// A glob of names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pattern(Vec<char>);

impl Pattern {
    /// The pattern written as `text`. Every text is one.
    pub fn new(text: &str) -> Pattern {
        let mut signs: Vec<char> = text.chars().collect();
        // Several stars in a row mean what one does.
        signs.dedup_by(|a, b| *a == '*' && *b == '*');
        Pattern(signs)
    }

    /// Whether the whole of `name` matches. Costs at most the product of both lengths.
    pub fn matches(&self, name: &str) -> bool {
        let pattern = &self.0;
        let name: Vec<char> = name.chars().collect();
        let (mut p, mut n) = (0, 0);
        // The last star, and how far it reached: on a mismatch it takes one character more.
        let mut star: Option<(usize, usize)> = None;
        while n < name.len() {
            match pattern.get(p) {
                Some('*') => {
                    star = Some((p, n));
                    p += 1;
                }
                Some(sign) if *sign == '?' || name.get(n) == Some(sign) => {
                    p += 1;
                    n += 1;
                }
                _ => match star {
                    Some((at, reached)) => {
                        star = Some((at, reached + 1));
                        p = at + 1;
                        n = reached + 1;
                    }
                    None => return false,
                },
            }
        }
        pattern.iter().skip(p).all(|sign| *sign == '*')
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text: String = self.0.iter().collect();
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_cross_everything_and_brackets_are_plain() {
        let cases = [
            ("*", "", true),
            ("api", "api", true),
            ("api", "apis", false),
            ("Deployment/*/api", "Deployment/shop/api", true),
            ("aws_s3_bucket.ui[\"*\"]", "aws_s3_bucket.ui[\"eu\"]", true),
            (
                "module.*.aws_s3_bucket.ui",
                "module.a[\"b.c\"].aws_s3_bucket.ui",
                true,
            ),
            ("a?c", "aüc", true),
            ("*ab*ab", "ab-aab", true),
            ("*ab*ab", "aab", false),
        ];
        for (pattern, name, wanted) in cases {
            assert_eq!(
                Pattern::new(pattern).matches(name),
                wanted,
                "{pattern} {name}"
            );
        }
    }

    fn slow(pattern: &[char], name: &[char]) -> bool {
        match (pattern, name) {
            ([], []) => true,
            (['*', rest @ ..], name) => (0..=name.len()).any(|taken| slow(rest, &name[taken..])),
            (['?', rest @ ..], [_, after @ ..]) => slow(rest, after),
            ([sign, rest @ ..], [letter, after @ ..]) => sign == letter && slow(rest, after),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(pattern in "[ab*?]{0,7}", name in "[ab]{0,7}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let wanted = slow(&chars(&pattern), &chars(&name));
            prop_assert_eq!(Pattern::new(&pattern).matches(&name), wanted);
        }
    }
}
