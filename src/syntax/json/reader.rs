//! Texts become trees.

use std::sync::Arc;

use super::MAX_DEPTH;
use super::string::{Piece, pieces};
use super::tree::{Member, Node, NodeKind, Tree};
use crate::finding::{Code, Diagnostic};
use crate::source::{FileId, Place, Span};
use crate::syntax::hcl::Text;

/// A member of an object whose value is about to be read.
pub struct Upcoming<'a> {
    text: &'a str,
    /// The key in the outermost object that leads here: the member's own, or one before it.
    pub section: &'a str,
    /// How many objects and arrays it stands in.
    pub depth: u32,
    /// Its key.
    pub key: &'a str,
    before: &'a [Member],
}

impl Upcoming<'_> {
    /// The text of the member `key` of the same object, if it stands before this one.
    pub fn beside(&self, key: &str) -> Option<&str> {
        let named = |member: &&Member| match &member.key {
            Text::Span(span) => span.text(self.text) == key,
            Text::Owned(text) => **text == *key,
        };
        let member = self.before.iter().find(named)?;
        match &member.value.kind {
            NodeKind::String(Text::Span(span)) => Some(span.text(self.text)),
            _ => None,
        }
    }
}

/// Reads a whole text. The first error ends it; what stands before the error is kept.
pub fn parse(file: FileId, text: Arc<str>) -> (Tree, Vec<Diagnostic>) {
    parse_parts(file, text, &mut |_| true)
}

/// The same without the members whose value nobody `wants`: they are checked and left out.
pub fn parse_parts(
    file: FileId,
    text: Arc<str>,
    wants: &mut dyn FnMut(&Upcoming<'_>) -> bool,
) -> (Tree, Vec<Diagnostic>) {
    let mut reader = Reader {
        file,
        text: &text,
        at: 0,
        depth: 0,
        error: None,
        wants,
        section: String::new(),
        unwanted: 0,
    };
    // Half of what a span can hold: the JSON syntax of HCL appends decoded strings to the text.
    let root = match i32::try_from(text.len()) {
        Ok(_) => reader.document(),
        Err(_) => reader.fail(
            Code::Limit,
            Span::new(0, 0),
            "text larger than 2 GiB".into(),
        ),
    };
    let diagnostics = reader.error.into_iter().collect();
    (Tree { file, text, root }, diagnostics)
}

struct Reader<'a, 'w> {
    file: FileId,
    text: &'a str,
    at: usize,
    depth: u32,
    error: Option<Diagnostic>,
    wants: &'w mut dyn FnMut(&Upcoming<'_>) -> bool,
    /// The key in the outermost object.
    section: String,
    /// How many values that nobody wants are being read, one in the other.
    unwanted: u32,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Node {
        let root = self.value("a value");
        if self.error.is_none() && self.peek().is_some() {
            self.expected("the end of the file");
        }
        root
    }

    /// Reads a value. `wanted` names what may stand here, for the error.
    fn value(&mut self, wanted: &str) -> Node {
        match self.peek() {
            Some(b'{' | b'[') if self.depth >= MAX_DEPTH => {
                let message = format!("JSON nested deeper than {MAX_DEPTH}");
                self.fail(Code::Limit, self.here(1), message)
            }
            Some(b'{') => self.collection(
                b'}',
                "`,` or `}`",
                Vec::new(),
                Self::member,
                NodeKind::Object,
            ),
            Some(b'[') => {
                self.collection(b']', "`,` or `]`", Vec::new(), Self::item, NodeKind::Array)
            }
            Some(b'"') => match self.string() {
                Some((span, text)) => Node {
                    span,
                    kind: NodeKind::String(text),
                },
                None => self.invalid(),
            },
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'a'..=b'z') => self.word(wanted),
            _ => self.expected(wanted),
        }
    }

    /// Reads from an opening bracket to the closing one, or to the first error.
    fn collection<T>(
        &mut self,
        close: u8,
        separators: &str,
        mut contents: Vec<T>,
        read: fn(&mut Self, &[T]) -> Option<T>,
        kind: fn(Vec<T>) -> NodeKind,
    ) -> Node {
        let start = self.at;
        self.at += 1;
        self.depth += 1;
        if self.peek() == Some(close) {
            self.at += 1;
        } else {
            loop {
                let read = read(self, &contents);
                contents.extend(read.filter(|_| self.unwanted == 0));
                if self.error.is_some() {
                    break;
                }
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(byte) if byte == close => {
                        self.at += 1;
                        break;
                    }
                    _ => {
                        self.expected(separators);
                        break;
                    }
                }
            }
        }
        self.depth -= 1;
        // A plan has millions of lists, most of them of one element.
        contents.shrink_to_fit();
        Node {
            span: self.since(start),
            kind: kind(contents),
        }
    }

    fn item(&mut self, _: &[Node]) -> Option<Node> {
        Some(self.value("a value"))
    }

    fn member(&mut self, before: &[Member]) -> Option<Member> {
        if self.peek() != Some(b'"') {
            self.expected("a key in double quotes");
            return None;
        }
        let (key_span, key) = self.string()?;
        if self.peek() != Some(b':') {
            self.expected("`:` after a key");
            return None;
        }
        self.at += 1;
        if self.unwanted > 0 || !self.is_wanted(&key, before) {
            self.unwanted += 1;
            self.value("a value after `:`");
            self.unwanted -= 1;
            return None;
        }
        let value = self.value("a value after `:`");
        Some(Member {
            key_span,
            key,
            value,
        })
    }

    fn is_wanted(&mut self, key: &Text, before: &[Member]) -> bool {
        let key = match key {
            Text::Span(span) => span.text(self.text),
            Text::Owned(text) => text,
        };
        if self.depth == 1 {
            self.section.clear();
            self.section.push_str(key);
        }
        (self.wants)(&Upcoming {
            text: self.text,
            section: &self.section,
            depth: self.depth,
            key,
            before,
        })
    }

    fn string(&mut self) -> Option<(Span, Text)> {
        let start = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    // Whatever follows, a quote above all, is looked at later.
                    self.at += match self.text.as_bytes().get(self.at + 1) {
                        Some(b'"' | b'\\') => 2,
                        _ => 1,
                    };
                }
                Some(b' '..) => self.at += 1,
                Some(_) => {
                    self.expected("`\"`: a string ends on its line, and control characters are written as escapes");
                    return None;
                }
                None => {
                    self.expected("`\"` at the end of a string");
                    return None;
                }
            }
        }
        let contents = Span::new(start as u32 + 1, self.at as u32);
        self.at += 1;
        let span = self.since(start);
        if !escaped {
            return Some((span, Text::Span(contents)));
        }
        let mut decoded = String::with_capacity(contents.len() as usize);
        for piece in pieces(self.text, contents) {
            match piece {
                Ok(Piece::Verbatim(span)) => decoded.push_str(span.text(self.text)),
                Ok(Piece::Escape(character, _)) => decoded.push(character),
                Err(malformed) => {
                    let span = Span::new(malformed.at, malformed.at + 1);
                    let message = format!("expected {}", malformed.expected);
                    self.fail(Code::Parse, span, message);
                    return None;
                }
            }
        }
        Some((span, Text::Owned(decoded.into())))
    }

    /// `-? (0 | [1-9] d*) ('.' d+)? ([eE] [-+]? d+)?`
    fn number(&mut self) -> Node {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        let zero = self.byte() == Some(b'0');
        let whole = self.digits();
        let mut sound = whole > 0 && !(zero && whole > 1);
        if self.byte() == Some(b'.') {
            self.at += 1;
            sound &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'-' | b'+')));
            sound &= self.digits() > 0;
        }
        let span = self.since(start);
        if !sound {
            let number = span.text(self.text);
            let clipped: String = number.chars().take(40).collect();
            return self.fail(
                Code::Parse,
                span,
                format!("`{clipped}` is not a number of JSON"),
            );
        }
        Node {
            span,
            kind: NodeKind::Number,
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn word(&mut self, wanted: &str) -> Node {
        let rest = self.text.get(self.at..).unwrap_or("");
        let letters = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let length = letters.count();
        let kind = match rest.get(..length) {
            Some("null") => NodeKind::Null,
            Some("true") => NodeKind::Bool(true),
            Some("false") => NodeKind::Bool(false),
            _ => return self.expected(wanted),
        };
        let span = self.here(length);
        self.at += length;
        Node { span, kind }
    }

    /// The error that something else stands here.
    fn expected(&mut self, wanted: &str) -> Node {
        let rest = self.text.get(self.at..).unwrap_or("");
        let found = match rest.chars().next() {
            Some(mark @ ('"' | '\'' | '\\')) => format!("`{mark}`"),
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the file".into(),
        };
        let span = self.here(rest.chars().next().map_or(0, char::len_utf8));
        self.fail(
            Code::Parse,
            span,
            format!("expected {wanted}, found {found}"),
        )
    }

    /// The first error stands; those that follow from it do not.
    fn fail(&mut self, code: Code, span: Span, message: String) -> Node {
        let place = Place::new(self.file, span);
        self.error
            .get_or_insert_with(|| Diagnostic::error(code, place, message));
        self.invalid()
    }

    fn invalid(&self) -> Node {
        Node {
            span: self.here(0),
            kind: NodeKind::Invalid,
        }
    }

    /// Skips blanks and gives the byte that follows.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn here(&self, length: usize) -> Span {
        Span::new(self.at as u32, (self.at + length) as u32)
    }

    fn since(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }
}

#[cfg(test)]
mod tests;
