//! TOML text as a tree whose every part knows its place, in the order it is written.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Code, Diagnostic};
use crate::source::{FileId, Place, Span};

/// Most mistakes of grammar that are told of one file.
const TOLD: usize = 20;

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub place: Place,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Text(String),
    Integer(i64),
    /// The text of a number with a fraction or an exponent, or of an integer beyond 64 bits.
    Decimal(String),
    Flag(bool),
    /// A date without a time: `2027-01-01`.
    Date(String),
    /// A time, or a number that is none (`nan`, `inf`), for nothing that is set here.
    Strange,
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key and what it is set to.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    /// Of the key.
    pub place: Place,
    pub value: Node,
}

impl Kind {
    /// What it is, for a sentence.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Text(_) => "a text",
            Kind::Integer(_) | Kind::Decimal(_) => "a number",
            Kind::Flag(_) => "a boolean",
            Kind::Date(_) => "a date",
            Kind::Strange => "a time, or a number that is none",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

impl Node {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of a list; none of anything else.
    pub fn list(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a table; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Table(entries) => entries,
            _ => &[],
        }
    }

    /// What a table has at `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }
}

/// Whether `text` is a day of the calendar without a time, as TOML writes one: `2027-01-31`.
pub(super) fn is_date(text: &str) -> bool {
    let value = DeValue::parse(text).map(Spanned::into_inner);
    matches!(value, Ok(DeValue::Datetime(day)) if day.date.is_some() && day.time.is_none())
}

/// Parses `text`, the text of `file`. What is wrong does not hide the rest.
pub(super) fn parse(file: FileId, text: &str) -> (Node, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let place = |range: std::ops::Range<usize>| {
        let position = |at: usize| u32::try_from(at.min(text.len())).unwrap_or(u32::MAX);
        Place::new(file, Span::new(position(range.start), position(range.end)))
    };
    let problems = errors.iter().take(TOLD).map(|error| {
        let place = place(error.span().unwrap_or_default());
        Diagnostic::error(Code::Config, place, error.message())
    });
    let root = Node {
        kind: Kind::Table(entries(table.get_ref(), &place)),
        place: place(0..0),
    };
    (root, problems.collect())
}

type ToPlace<'f> = &'f dyn Fn(std::ops::Range<usize>) -> Place;

fn entries(table: &DeTable<'_>, place: ToPlace<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            place: place(key.span()),
            value: node(value, place),
        })
        .collect();
    entries.sort_by_key(|entry| entry.place);
    entries
}

fn node(value: &Spanned<DeValue<'_>>, place: ToPlace<'_>) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(value) => Kind::Integer(value),
            Err(_) if number.radix() == 10 => Kind::Decimal(number.as_str().to_owned()),
            Err(_) => Kind::Strange,
        },
        DeValue::Float(number) => {
            let text = number.as_str();
            match text.ends_with("nan") || text.ends_with("inf") {
                true => Kind::Strange,
                false => Kind::Decimal(text.to_owned()),
            }
        }
        DeValue::Boolean(value) => Kind::Flag(*value),
        DeValue::Datetime(moment) => match (moment.date, moment.time) {
            (Some(date), None) => Kind::Date(date.to_string()),
            _ => Kind::Strange,
        },
        DeValue::Array(items) => Kind::List(items.iter().map(|item| node(item, place)).collect()),
        DeValue::Table(table) => Kind::Table(entries(table, place)),
    };
    Node {
        kind,
        place: place(value.span()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Node, Vec<Diagnostic>) {
        parse(FileId(0), text)
    }

    fn cut(text: &str, place: Place) -> &str {
        &text[place.span.start as usize..place.span.end as usize]
    }

    #[test]
    fn parts_know_their_places() {
        for mark in ["", "\u{feff}"] {
            let text =
                format!("{mark}[b]\r\nz = 'ü'\r\na.x = [1, -2.5e3]\r\n[[l]]\nd = 2027-01-02\n");
            let (root, problems) = read(&text);
            assert_eq!(problems, []);
            let keys: Vec<&str> = root.entries().iter().map(|e| e.key.as_str()).collect();
            assert_eq!(keys, ["b", "l"]);
            let b = root.get("b").unwrap();
            assert_eq!(cut(&text, b.entries()[0].place), "z");
            assert_eq!(cut(&text, b.entries()[0].value.place), "'ü'");
            let list = b.get("a").unwrap().get("x").unwrap();
            assert_eq!(cut(&text, list.place), "[1, -2.5e3]");
            assert_eq!(cut(&text, list.list()[1].place), "-2.5e3");
            assert!(matches!(&list.list()[1].kind, Kind::Decimal(t) if t == "-2.5e3"));
            let date = root.get("l").unwrap().list()[0].get("d").unwrap();
            assert!(matches!(&date.kind, Kind::Date(d) if d == "2027-01-02"));
        }
    }

    #[test]
    fn a_mistake_does_not_hide_the_rest() {
        let (root, problems) = read("a = = 1\nb = 2\nb = 3\n");
        assert!(problems.len() >= 2, "{problems:?}");
        assert!(matches!(root.get("b").unwrap().kind, Kind::Integer(_)));
    }

    #[test]
    fn days_of_the_calendar_are_dates() {
        for (text, is) in [
            ("2027-01-31", true),
            ("2028-02-29", true),
            ("2027-02-29", false),
            ("2027-13-01", false),
            ("2027-1-1", false),
            ("tomorrow", false),
            ("2027-01-31T00:00:00Z", false),
        ] {
            assert_eq!(is_date(text), is, "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let cases = [
            format!("a = {}", "[".repeat(100_000)),
            format!("a = {}", "{ a = ".repeat(100_000)),
            format!("{}a = 1", "a.".repeat(100_000)),
            format!("[{}a]", "a.".repeat(100_000)),
            (1..300)
                .map(|n| format!("[{}a]\n", "a.".repeat(n)))
                .collect(),
        ];
        for text in cases {
            let (_, problems) = read(&text);
            assert!(problems.len() <= TOLD);
            assert!(!problems.is_empty());
        }
    }
}
