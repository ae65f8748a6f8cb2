//! Texts in a picture: how wide they are about, cut to a width, and made inert for XML.

use crate::report::sanitise::is_hazardous;

/// About how wide `text` is in a common sans-serif font of `size` pixels: no font is at hand, so
/// classes of letters stand for their widths.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| ems(c) * size).sum()
}

/// How much wider bold letters are.
const BOLD: f64 = 1.12;

/// The same of bold letters.
pub(super) fn width_bold(text: &str, size: f64) -> f64 {
    width(text, size) * BOLD
}

/// [`fit`] for bold letters.
pub(super) fn fit_bold(text: &str, size: f64, most: f64) -> String {
    fit(text, size, most / BOLD)
}

fn ems(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.32,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | ' ' | '"' | '·' => 0.41,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' | '×' | '✗' => 0.74,
        c if c.is_ascii() => 0.63,
        c => {
            0.63 * unicode_width::UnicodeWidthChar::width(c)
                .unwrap_or(0)
                .max(1) as f64
                + 0.1
        }
    }
}

/// `text`, or as much of its beginning as fits into `most` pixels.
pub(super) fn fit(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut room = most - ems('…') * size;
    let mut out = String::new();
    for c in text.chars() {
        room -= ems(c) * size;
        if room < 0.0 {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// `text`, or as much of its end as fits: the end of an address says more than its beginning.
pub(super) fn fit_end(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut room = most - ems('…') * size;
    let mut kept: Vec<char> = Vec::new();
    for c in text.chars().rev() {
        room -= ems(c) * size;
        if room < 0.0 {
            break;
        }
        kept.push(c);
    }
    let kept: String = kept.iter().rev().collect();
    format!("…{kept}")
}

/// `text` as XML character data or as the value of an attribute. What XML cannot carry is replaced.
pub(in crate::report) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if is_hazardous(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_cut_fits(text in any::<String>(), most in 20.0_f64..300.0) {
            prop_assert!(width(&fit(&text, 12.0, most), 12.0) <= most);
            prop_assert!(width(&fit_end(&text, 12.0, most), 12.0) <= most);
        }

        #[test]
        fn nothing_of_xml_is_left(text in any::<String>()) {
            let out = escape(&text);
            let marks = ['<', '>', '"', '\'', '\u{ffff}'];
            prop_assert!(!out.contains(marks));
            prop_assert!(!out.contains(is_hazardous));
        }
    }
}
