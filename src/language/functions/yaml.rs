//! `yamldecode` and `yamlencode`, as `zclconf/go-cty-yaml` has them.

use std::sync::Arc;

use super::super::number::Number;
use super::super::types::Type;
use super::super::value::{Entries, Kind, Value};
use super::arguments::{any, text};
use super::call::undecided;
use super::numeric::decimals;
use super::{Context, Error, Function, Parameter, check_elements, check_string};
use crate::finding::{Code, Level};
use crate::source::{FileId, Place};
use crate::syntax::yaml::{Condition, Dialect, NodeId, NodeKind, Resolved, Tree, parse};

pub(super) fn functions() -> Vec<Function> {
    vec![
        Function::new(
            "yamldecode",
            vec![Parameter::new("src", Type::String)],
            |_| Ok(Type::Dynamic),
            yamldecode,
        )
        .nullable(),
        Function::new(
            "yamlencode",
            vec![Parameter::any("value").null().dynamic()],
            |_| Ok(Type::String),
            yamlencode,
        )
        .nullable(),
    ]
}

fn yamldecode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let source = text(arguments, 0)?;
    context.spend(source.len() as u64 / 16)?;
    // The text is no file of its own: what is wrong with it is told at the call.
    let (tree, diagnostics) = parse(FileId(0), source.into(), Dialect::Terraform);
    if let Some(error) = diagnostics.iter().find(|d| d.level == Level::Error) {
        return Err(match error.code {
            Code::Limit => Error::limit(error.message.clone()),
            _ => invalid(&error.message),
        });
    }
    match tree.documents.as_slice() {
        [] => Err(invalid("missing start of document")),
        [_] if tree.stray_tab().is_some() => {
            Err(invalid("a tab cannot stand where a block may begin"))
        }
        [document] if document.condition == Condition::Read => {
            let mut decoder = Decoder {
                tree: &tree,
                elements: 0,
            };
            decoder.decode(document.root)
        }
        [_] => Err(invalid("it is a template")),
        _ => Err(invalid("only a single document is allowed")),
    }
}

fn invalid(what: &str) -> Error {
    Error::argument(0, format!("invalid YAML: {what}"))
}

struct Decoder<'a> {
    tree: &'a Tree,
    elements: u128,
}

impl Decoder<'_> {
    /// Depth is bounded by the reader, and so is what aliases stand for.
    fn decode(&mut self, id: NodeId) -> Result<Value, Error> {
        self.elements += 1;
        check_elements("yamldecode", self.elements)?;
        match self.tree.content(id).kind {
            NodeKind::Sequence(_) => {
                let mut items = Vec::new();
                for item in self.tree.items(id) {
                    items.push(self.decode(*item)?);
                }
                Ok(Value::tuple(items))
            }
            NodeKind::Mapping(_) => {
                let mut pairs: Vec<(Arc<str>, Value)> = Vec::new();
                for entry in self.tree.entries(id) {
                    let key = match self.tree.resolve(entry.key) {
                        Some(Ok(Resolved::Number(digits))) => number(&digits)?.to_string(),
                        Some(Ok(Resolved::Null)) => {
                            return Err(invalid("mapping key cannot be null"));
                        }
                        Some(Err(message)) => return Err(invalid(&message)),
                        _ => self.tree.key(*entry).into_owned(),
                    };
                    pairs.push((key.into(), self.decode(entry.value)?));
                }
                Ok(Value::object(pairs))
            }
            _ => match self.tree.resolve(id) {
                Some(Ok(resolved)) => scalar(resolved),
                Some(Err(message)) => Err(invalid(&message)),
                None => Err(invalid("a part of it cannot be read")),
            },
        }
    }
}

fn scalar(resolved: Resolved<'_>) -> Result<Value, Error> {
    Ok(match resolved {
        Resolved::Null => Value::null(Type::Dynamic),
        Resolved::Bool(value) => Value::bool(value),
        Resolved::Number(digits) => Value::number(number(&digits)?),
        Resolved::Infinity { negative } => {
            let infinity = match negative {
                true => f64::NEG_INFINITY,
                false => f64::INFINITY,
            };
            let number = Number::from_f64(infinity);
            Value::number(number.ok_or_else(|| invalid("it holds an infinite number"))?)
        }
        Resolved::String(text) => Value::string(text.into_owned()),
    })
}

fn number(digits: &str) -> Result<Number, Error> {
    Number::parse(digits).ok_or_else(|| invalid("it holds a number that is none"))
}

fn yamlencode(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    if !value.is_wholly_known() {
        let mut encoded = undecided(context, Type::String, arguments)?;
        if let Kind::Unknown(unknown) = &mut encoded.kind {
            Arc::make_mut(unknown).document = Some(Arc::new(value.clone()));
        }
        return Ok(encoded);
    }
    let mut emitter = Emitter::default();
    emitter.document(value)?;
    Ok(Value::string(emitter.out))
}

/// How wide lines get before a quoted string is broken at a space.
const WIDTH: usize = 80;
/// Columns of one level.
const INDENT: usize = 2;
/// Bytes of a key that stands on the line of its value.
const SIMPLE_KEY: usize = 128;

/// Where a node stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Root,
    Item,
    SimpleKey,
    /// A long key, or a value.
    Entry,
}

/// The state of libyaml's emitter, which decides where lines break.
#[derive(Default)]
struct Emitter {
    out: String,
    column: usize,
    /// The column of the enclosing block; none outside of all.
    indent: Option<usize>,
    /// The last character was a space or an indicator.
    whitespace: bool,
    /// Nothing but indentation and indicators stands on the line.
    indention: bool,
}

impl Emitter {
    fn document(&mut self, value: &Value) -> Result<(), Error> {
        self.whitespace = true;
        self.indention = true;
        self.node(value, Position::Root)?;
        self.write_indent();
        // Plain characters could go on, so their end is marked.
        if matches!(value.kind, Kind::Null(_) | Kind::Bool(_) | Kind::Number(_)) {
            self.out.push_str("...\n");
        }
        check_string(self.out.len())
    }

    fn put(&mut self, character: char) {
        self.out.push(character);
        self.column += 1;
    }

    fn put_break(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    fn write_indent(&mut self) {
        let indent = self.indent.unwrap_or(0);
        let beyond = self.column > indent || (self.column == indent && !self.whitespace);
        if !self.indention || beyond {
            self.put_break();
        }
        while self.column < indent {
            self.put(' ');
        }
        self.whitespace = true;
        self.indention = true;
    }

    /// Writes an indicator, after a space unless there is one or it `adjoins` what is before it.
    fn indicator(&mut self, text: &str, adjoins: bool, keeps_indention: bool) {
        if !adjoins && !self.whitespace {
            self.put(' ');
        }
        text.chars().for_each(|character| self.put(character));
        self.whitespace = false;
        self.indention &= keeps_indention;
    }

    fn node(&mut self, value: &Value, position: Position) -> Result<(), Error> {
        check_string(self.out.len())?;
        let outer = self.indent;
        let deeper = outer.map_or(0, |indent| indent + INDENT);
        match (&value.kind, value.as_sequence(), value.as_entries()) {
            (Kind::Null(_), ..) => self.plain("null"),
            (Kind::Bool(value), ..) => self.plain(if *value { "true" } else { "false" }),
            (Kind::Number(number), ..) => self.plain(&decimals(number)?),
            (Kind::String(text), ..) => {
                self.indent = Some(outer.map_or(INDENT, |indent| indent + INDENT));
                self.string(text, position)?;
            }
            (_, Some([]), _) => self.indicator("[]", false, false),
            (_, Some(items), _) => {
                // A list in a map stands under its key without more indentation.
                let indentless = position == Position::Entry && !self.indention;
                self.indent = match outer {
                    Some(indent) if indentless => Some(indent),
                    _ => Some(deeper),
                };
                for item in items {
                    self.write_indent();
                    self.indicator("-", false, true);
                    self.node(item, Position::Item)?;
                }
            }
            (_, _, Some(entries)) if entries.is_empty() => self.indicator("{}", false, false),
            (_, _, Some(entries)) => {
                self.indent = Some(deeper);
                self.entries(entries)?;
            }
            _ => return Err(Error::refused("cannot serialize unknown value as YAML")),
        }
        self.indent = outer;
        Ok(())
    }

    fn entries(&mut self, entries: &Entries) -> Result<(), Error> {
        for (key, value) in entries.iter() {
            self.write_indent();
            let name = Value::string(key.clone());
            if key.len() <= SIMPLE_KEY && !key.contains(is_break) {
                self.node(&name, Position::SimpleKey)?;
                self.indicator(":", true, false);
            } else {
                self.indicator("?", false, true);
                self.node(&name, Position::Entry)?;
                self.write_indent();
                self.indicator(":", false, true);
            }
            self.node(value, Position::Entry)?;
        }
        Ok(())
    }

    fn plain(&mut self, text: &str) {
        self.indicator(text, false, false);
    }

    /// A string of several lines is a block where it can be one; others are quoted.
    fn string(&mut self, text: &str, position: Position) -> Result<(), Error> {
        check_string(self.out.len().saturating_add(text.len()))?;
        match text.contains('\n') && position != Position::SimpleKey && block_allowed(text) {
            true => self.literal(text),
            false => self.quoted(text, position != Position::SimpleKey),
        }
        check_string(self.out.len())
    }

    fn literal(&mut self, text: &str) {
        self.indicator("|", false, false);
        if text.starts_with(|c| c == ' ' || is_break(c)) {
            self.indicator("2", true, false);
        }
        let mut backwards = text.chars().rev();
        match (backwards.next().is_some_and(is_break), backwards.next()) {
            (false, _) => self.indicator("-", true, false),
            (true, None) => self.indicator("+", true, false),
            (true, Some(before)) if is_break(before) => self.indicator("+", true, false),
            _ => {}
        }
        self.put_break();
        self.indention = true;
        self.whitespace = true;
        let mut breaks = true;
        for character in text.chars() {
            if is_break(character) {
                match character {
                    '\n' => self.put_break(),
                    other => {
                        self.put(other);
                        self.column = 0;
                    }
                }
                self.indention = true;
                breaks = true;
            } else {
                if breaks {
                    self.write_indent();
                }
                self.put(character);
                self.indention = false;
                breaks = false;
            }
        }
    }

    fn quoted(&mut self, text: &str, may_break: bool) {
        self.indicator("\"", false, false);
        let marked = text.starts_with('\u{feff}');
        let mut spaces = false;
        let mut rest = text.char_indices().peekable();
        while let Some((at, character)) = rest.next() {
            if marked
                || !is_printable(character)
                || is_break(character)
                || "\"\\".contains(character)
            {
                self.escape(character);
                spaces = false;
            } else if character == ' ' {
                let inside = at > 0 && at + 1 < text.len();
                if may_break && !spaces && self.column > WIDTH && inside {
                    self.write_indent();
                    if rest.peek().is_some_and(|(_, next)| *next == ' ') {
                        self.put('\\');
                    }
                } else {
                    self.put(' ');
                }
                spaces = true;
            } else {
                self.put(character);
                // What is written ends the indentation of a broken line.
                spaces = false;
            }
        }
        self.indicator("\"", true, false);
    }

    fn escape(&mut self, character: char) {
        let code = u32::from(character);
        let escaped = match character {
            '\0' => "\\0".into(),
            '\u{7}' => "\\a".into(),
            '\u{8}' => "\\b".into(),
            '\t' => "\\t".into(),
            '\n' => "\\n".into(),
            '\u{b}' => "\\v".into(),
            '\u{c}' => "\\f".into(),
            '\r' => "\\r".into(),
            '\u{1b}' => "\\e".into(),
            '"' => "\\\"".into(),
            '\\' => "\\\\".into(),
            '\u{85}' => "\\N".into(),
            '\u{a0}' => "\\_".into(),
            '\u{2028}' => "\\L".into(),
            '\u{2029}' => "\\P".into(),
            _ if code <= 0xff => format!("\\x{code:02X}"),
            _ if code <= 0xffff => format!("\\u{code:04X}"),
            _ => format!("\\U{code:08X}"),
        };
        escaped.chars().for_each(|character| self.put(character));
    }
}

fn is_break(character: char) -> bool {
    matches!(character, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What libyaml writes as it is: nothing beyond the basic plane.
fn is_printable(character: char) -> bool {
    matches!(character, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && character != '\u{feff}'
}

/// Whether a block would give the text back: no space before a line end, nothing to escape.
fn block_allowed(text: &str) -> bool {
    let mut before_is_space = false;
    for character in text.chars() {
        if !is_printable(character) || (before_is_space && is_break(character)) {
            return false;
        }
        before_is_space = character == ' ';
    }
    !before_is_space
}
