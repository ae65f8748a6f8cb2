//! Source lines as HTML, with what is marked.

use super::super::drawing::svg::text::escape;
use super::super::snippet::{Excerpt, ExcerptLine};

/// Excerpts below each other.
pub(super) fn render(excerpts: &[Excerpt]) -> String {
    excerpts.iter().map(excerpt).collect()
}

fn excerpt(excerpt: &Excerpt) -> String {
    let path = escape(&excerpt.path);
    let rows: String = excerpt.lines.iter().map(row).collect();
    format!("<div class=\"code\"><div class=\"file place\">{path}</div><pre>{rows}</pre></div>\n")
}

fn row(line: &ExcerptLine) -> String {
    let labels = line.marks.iter().map(|(_, _, label)| label);
    let labels = labels.filter(|label| !label.is_empty());
    let labels: String = labels
        .map(|label| format!("<span class=\"step\">{}</span>", escape(label)))
        .collect();
    format!(
        "<span class=\"row\"><span class=\"number\">{}</span>{}{labels}</span>",
        line.number,
        marked(line)
    )
}

/// The text with its marks. Where marks meet, the part belongs to the chief one.
fn marked(line: &ExcerptLine) -> String {
    let mut cuts: Vec<usize> = vec![0, line.text.len()];
    for (range, ..) in &line.marks {
        cuts.extend([range.start, range.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        let Some(part) = line.text.get(from..to) else {
            continue;
        };
        let part = escape(part);
        let over = line
            .marks
            .iter()
            .filter(|(r, ..)| r.start <= from && to <= r.end);
        let primary = over.map(|(_, primary, _)| *primary).max();
        match primary {
            Some(true) => out.push_str(&format!("<mark class=\"primary\">{part}</mark>")),
            Some(false) => out.push_str(&format!("<mark>{part}</mark>")),
            None => out.push_str(&part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_nest_and_text_is_escaped() {
        let line = ExcerptLine {
            number: 7,
            text: "a = \"<b>\" # x".to_owned(),
            marks: vec![(0..9, false, "2".to_owned()), (4..9, true, String::new())],
        };
        assert_eq!(
            row(&line),
            "<span class=\"row\"><span class=\"number\">7</span><mark>a = </mark>\
             <mark class=\"primary\">&quot;&lt;b&gt;&quot;</mark> # x\
             <span class=\"step\">2</span></span>"
        );
    }
}
