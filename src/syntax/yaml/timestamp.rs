//! Timestamps as go-yaml reads them: the subset of YAML 1.1's that Go's `time.Parse` covers.

use super::number::digits;

/// The timestamp in the form of RFC 3339, without its fraction, or `None` where the text is none:
/// `2006-1-2`, `2006-1-2 15:4:5`, `2006-1-2T15:4:5Z`, `2006-1-2t15:4:5.9+01:00`.
pub(super) fn rfc3339(text: &str) -> Option<String> {
    if digits(text) != 4 {
        return None;
    }
    let mut rest = text;
    let year = number(&mut rest, 4)?;
    let month = number(after(&mut rest, "-")?, 2)?;
    let day = number(after(&mut rest, "-")?, 2)?;
    if !(1..=12).contains(&month) || !(1..=days(year, month)).contains(&day) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if rest.is_empty() {
        return Some(format!("{date}T00:00:00Z"));
    }
    let zoned = !rest.starts_with(' ');
    rest = rest.strip_prefix([' ', 'T', 't'])?;
    let hour = number(&mut rest, 2)?;
    let minute = number(after(&mut rest, ":")?, 2)?;
    let second = number(after(&mut rest, ":")?, 2)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let length = digits(fraction);
        rest = fraction.get(length..).filter(|_| length > 0)?;
    }
    let zone = if zoned { zone(rest)? } else { "Z".into() };
    if !zoned && !rest.is_empty() {
        return None;
    }
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}"))
}

/// `Z` or `±hh:mm`, normalised. Go lets 24 hours and 60 minutes pass.
fn zone(text: &str) -> Option<String> {
    if text == "Z" {
        return Some("Z".into());
    }
    let sign = text.get(..1).filter(|sign| matches!(*sign, "+" | "-"))?;
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    if [hours, minutes]
        .iter()
        .any(|part| part.len() != 2 || digits(part) != 2)
    {
        return None;
    }
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    if hours > 24 || minutes > 60 {
        return None;
    }
    let offset = hours * 60 + minutes;
    Some(match offset {
        0 => "Z".into(),
        _ => format!("{sign}{:02}:{:02}", offset / 60, offset % 60),
    })
}

/// Takes one to `most` digits off the text.
fn number(text: &mut &str, most: usize) -> Option<u32> {
    let (number, rest) = text.split_at_checked(digits(text).min(most))?;
    *text = rest;
    number.parse().ok()
}

/// Takes `mark` off the text.
fn after<'a, 'b>(text: &'a mut &'b str, mark: &str) -> Option<&'a mut &'b str> {
    *text = text.strip_prefix(mark)?;
    Some(text)
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each measured with `terraform console`.
    #[test]
    fn timestamps_are_those_of_yamldecode() {
        for (text, expected) in [
            ("2001-01-01", "2001-01-01T00:00:00Z"),
            ("2001-1-1", "2001-01-01T00:00:00Z"),
            ("2000-02-29", "2000-02-29T00:00:00Z"),
            ("2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43-05:00"),
            ("2001-12-14T21:59:43Z", "2001-12-14T21:59:43Z"),
            ("2001-12-14 21:59:43.10", "2001-12-14T21:59:43Z"),
            ("2001-1-02T3:4:5Z", "2001-01-02T03:04:05Z"),
            ("2001-01-01T00:00:00+02:30", "2001-01-01T00:00:00+02:30"),
            ("2001-01-01 1:2:3", "2001-01-01T01:02:03Z"),
            ("2001-12-14T21:59:43.123456789123Z", "2001-12-14T21:59:43Z"),
        ] {
            assert_eq!(rfc3339(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2001-13-01",
            "2001-02-30",
            "1900-02-29",
            "2001-00-10",
            "2001-001-01",
            "2001-01-01 25:00:00",
            "2001-01-01T00:00:00",
            "2001-01-01T00:00:60Z",
            "2001-12-14T21:59:43z",
            "2001-12-14T21:59Z",
            "2001-12-14T21:59:43+25:00",
            "12001-01-01",
            "2001",
            "2001-",
            "2001-01-01 ",
            "é",
            "",
        ] {
            assert_eq!(rfc3339(text), None, "{text}");
        }
    }
}
