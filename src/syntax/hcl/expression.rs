//! Expressions: conditionals, operators and terms.

use super::brackets::Open;
use super::messages::clip;
use super::parser::{Newlines, Parsed, Parser};
use super::tree::{BinaryOp, ExprId, ExprKind, UnaryOp};
use crate::source::Span;

/// How tightly a binary operator binds; all lean to the left.
fn precedence(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => 0,
        BinaryOp::And => 1,
        BinaryOp::Equal | BinaryOp::NotEqual => 2,
        BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => 3,
        BinaryOp::Add | BinaryOp::Subtract => 4,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => 5,
    }
}

/// Left operands that wait for their right one bind ever more tightly, so there is at most one
/// of each precedence.
const PRECEDENCES: usize = 6;

impl Parser<'_> {
    /// Reads all of the text as one expression.
    pub(super) fn whole_expression(&mut self) -> Parsed<ExprId> {
        self.whole = "expression";
        self.newlines = Newlines::Blank;
        let id = self.expression()?;
        if !self.at_end() {
            return self.expected("the end of the expression");
        }
        Ok(id)
    }

    /// Reads an expression.
    pub(super) fn expression(&mut self) -> Parsed<ExprId> {
        self.descend()?;
        let condition = self.operators()?;
        let mut height = self.height;
        let mut result = condition;
        if self.byte(self.at) == b'?' {
            self.at += 1;
            let yes = self.expression()?;
            height = height.max(self.height);
            if !self.at_colon() {
                return self.expected("`:` and the value for the false case");
            }
            self.at += 1;
            let no = self.expression()?;
            height = height.max(self.height);
            let span = self.span(condition).to(self.span(no));
            result = self.push(span, ExprKind::Conditional { condition, yes, no });
        }
        self.depth -= 1;
        self.height = height + 1;
        Ok(result)
    }

    /// Reads operands and the binary operators between them, and leaves the parser at the next
    /// thing that is not blank.
    fn operators(&mut self) -> Parsed<ExprId> {
        let mut left = self.operand()?;
        let Some((mut op, mut length)) = self.binary_operator() else {
            return Ok(left);
        };
        let mut height = self.height;
        let mut waiting = [(ExprId(0), BinaryOp::Or); PRECEDENCES];
        let mut count = 0;
        loop {
            self.at += length;
            if let Some(slot) = waiting.get_mut(count) {
                *slot = (left, op);
                count += 1;
            }
            left = self.operand()?;
            height = height.max(self.height);
            let next = self.binary_operator();
            while let Some(&(first, waiting_op)) = waiting.get(count.wrapping_sub(1))
                && next.is_none_or(|(next, _)| precedence(next) <= precedence(waiting_op))
            {
                left = self.binary(first, waiting_op, left);
                count -= 1;
            }
            match next {
                Some(next) => (op, length) = next,
                None => break,
            }
        }
        self.height = height;
        Ok(left)
    }

    fn binary(&mut self, left: ExprId, op: BinaryOp, right: ExprId) -> ExprId {
        let span = self.span(left).to(self.span(right));
        self.push(span, ExprKind::Binary { op, left, right })
    }

    /// The binary operator that stands next, and its length.
    fn binary_operator(&mut self) -> Option<(BinaryOp, usize)> {
        let first = self.peek();
        // Most often the expression ends here.
        if matches!(first, b'\n' | b',' | b')' | b']' | b'}' | b'=' | b'\r')
            && (first != b'=' || self.byte(self.at + 1) != b'=')
        {
            return None;
        }
        let second = self.byte(self.at + 1);
        Some(match (first, second) {
            (b'|', b'|') => (BinaryOp::Or, 2),
            (b'&', b'&') => (BinaryOp::And, 2),
            (b'=', b'=') => (BinaryOp::Equal, 2),
            (b'!', b'=') => (BinaryOp::NotEqual, 2),
            (b'<', b'=') => (BinaryOp::LessEqual, 2),
            (b'<', b'<') if self.heredoc_opening().is_some() => return None,
            (b'<', _) => (BinaryOp::Less, 1),
            (b'>', b'=') => (BinaryOp::GreaterEqual, 2),
            (b'>', _) => (BinaryOp::Greater, 1),
            (b'+', _) => (BinaryOp::Add, 1),
            (b'-', _) => (BinaryOp::Subtract, 1),
            (b'*', _) => (BinaryOp::Multiply, 1),
            (b'/', _) => (BinaryOp::Divide, 1),
            (b'%', _) => (BinaryOp::Modulo, 1),
            _ => return None,
        })
    }

    /// Reads a term with its traversal, or a unary operator with its operand.
    fn operand(&mut self) -> Parsed<ExprId> {
        let op = match self.peek() {
            b'-' => UnaryOp::Negate,
            b'!' => UnaryOp::Not,
            byte => {
                let term = self.term(byte)?;
                return self.traversal(term);
            }
        };
        let start = self.at;
        self.at += 1;
        self.descend()?;
        let operand = self.operand()?;
        self.depth -= 1;
        self.height += 1;
        let span = Span::new(start as u32, self.span(operand).end);
        Ok(self.push(span, ExprKind::Unary { op, operand }))
    }

    /// Reads the term that begins with `first`.
    fn term(&mut self, first: u8) -> Parsed<ExprId> {
        self.height = 0;
        match first {
            b'"' => self.quoted(),
            b'0'..=b'9' => Ok(self.number()),
            b'(' => self.parenthesised(),
            b'[' => self.tuple(),
            b'{' => self.object(),
            b'<' => match self.heredoc_opening() {
                Some(opening) => self.heredoc(opening),
                None => self.expected("an expression"),
            },
            _ => match self.name() {
                Some(name) => self.named(name),
                None => self.expected("an expression"),
            },
        }
    }

    /// A name: a call, a keyword, or the root of a traversal.
    fn named(&mut self, name: Span) -> Parsed<ExprId> {
        match self.peek() {
            b'(' => return self.call(name),
            b':' if self.byte(self.at + 1) == b':' => return self.call(name),
            _ => {}
        }
        let kind = match self.str(name) {
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            "null" => ExprKind::Null,
            _ => ExprKind::Root,
        };
        Ok(self.push(name, kind))
    }

    /// Reads `( expression )`.
    fn parenthesised(&mut self) -> Parsed<ExprId> {
        let start = self.at;
        let newlines = self.enter(Open::Paren);
        let inner = self.expression()?;
        if self.peek() != b')' {
            return self.expected("`)`");
        }
        self.leave(newlines);
        Ok(self.push(self.since(start), ExprKind::Paren(inner)))
    }

    /// Reads a number. Its text is taken greedily, so `10.11.10.12` is one bad number.
    fn number(&mut self) -> ExprId {
        let span = self.number_text();
        if !is_number(self.str(span)) {
            let text = self.str(span);
            self.report(span, format!("`{}` is not a number", clip(text)));
            return self.push(span, ExprKind::Invalid);
        }
        self.push(span, ExprKind::Number)
    }

    /// Reads digits, points and exponents; the last is no point.
    pub(super) fn number_text(&mut self) -> Span {
        let start = self.at;
        let mut at = start;
        loop {
            match self.byte(at) {
                b'0'..=b'9' => at += 1,
                b'.' => {
                    at += 1;
                    continue;
                }
                b'e' | b'E' => {
                    let sign = usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
                    if !self.byte(at + 1 + sign).is_ascii_digit() {
                        break;
                    }
                    at += 2 + sign;
                }
                _ => break,
            }
            self.at = at;
        }
        self.since(start)
    }
}

/// Whether a greedily taken text is one number: digits, perhaps a point and more digits, perhaps
/// an exponent that a float of 32-bit binary exponents can take.
pub(super) fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if fraction.contains('.') {
        return false;
    }
    let Ok(exponent) = exponent.parse::<i64>() else {
        return false;
    };
    let digits = whole.len() as i64 - fraction.len() as i64;
    let is_zero = !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    is_zero || i32::try_from(exponent.saturating_add(digits)).is_ok()
}
