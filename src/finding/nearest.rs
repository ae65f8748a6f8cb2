//! "Did you mean …": the name most like a misspelt one.

/// The name most like `wanted`, if one is much like it.
pub fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // Longer texts are no misspelt names, and the distance costs their square.
    if wanted.len() > 60 {
        return None;
    }
    let limit = (wanted.chars().count() / 3).clamp(1, 3);
    names
        .take(2000)
        .filter(|name| name.len() <= 60 && name.len().abs_diff(wanted.len()) <= limit)
        .map(|name| (distance(wanted, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// How many bytes must be inserted, deleted or replaced to make `b` of `a` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let replaced = diagonal + usize::from(x != y);
            diagonal = *cell;
            *cell = replaced.min(diagonal + 1).min(left + 1);
            left = *cell;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_much_alike_is_suggested() {
        let names = || ["retention", "region", "azs"].into_iter();
        assert_eq!(nearest("retenton", names()), Some("retention"));
        assert_eq!(nearest("regions", names()), Some("region"));
        assert_eq!(nearest("instance_count", names()), None);
    }
}
