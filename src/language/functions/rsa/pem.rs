//! Texts between `-----BEGIN` and `-----END`, read as leniently as Go reads them.
//!
//! The crate `pem` reads indented keys, which Go refuses, and stops at a block that is not whole,
//! which Go passes over; `pem-rfc7468` takes no headers.

use super::super::encoding::debase64;

/// A block: its name, whether a header says that it is encrypted, and its bytes.
pub(super) struct Pem<'t> {
    /// What stands behind `BEGIN`.
    pub(super) label: &'t [u8],
    /// A header says so.
    pub(super) encrypted: bool,
    /// What the Base64 says.
    pub(super) bytes: Vec<u8>,
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"\n-----END ";
const DASHES: &[u8] = b"-----";

/// The first block of `text` that is whole; what is not is passed over.
pub(super) fn first(text: &[u8]) -> Option<Pem<'_>> {
    // It always begins with a line.
    let mut rest = text;
    loop {
        let begin = memchr::memmem::find_iter(rest, BEGIN).find(|at| {
            let before = at.checked_sub(1).and_then(|before| rest.get(before));
            before.is_none_or(|before| *before == b'\n')
        })?;
        rest = rest.get(begin + BEGIN.len()..)?;
        let (label, after) = line(rest);
        rest = after;
        let Some(label) = label.strip_suffix(DASHES) else {
            continue;
        };
        let (headers, after) = headers(rest)?;
        rest = after;
        if let Some(bytes) = body(rest, label, headers.is_empty()) {
            let encrypted = |(name, value): &(&[u8], &[u8])| {
                *name == b"Proc-Type" && memchr::memmem::find(value, b"ENCRYPTED").is_some()
            };
            // Of several headers of one name the last counts.
            let last = headers.iter().rfind(|(name, _)| *name == b"Proc-Type");
            return Some(Pem {
                label,
                encrypted: last.is_some_and(encrypted),
                bytes,
            });
        }
    }
}

/// A name and what stands behind its colon.
type Header<'t> = (&'t [u8], &'t [u8]);

/// The headers, and what follows; none where nothing does.
fn headers(mut rest: &[u8]) -> Option<(Vec<Header<'_>>, &[u8])> {
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (header, after) = line(rest);
        let Some(colon) = memchr::memchr(b':', header) else {
            return Some((headers, rest));
        };
        let (name, value) = header.split_at(colon);
        headers.push((
            name.trim_ascii(),
            value.get(1..).unwrap_or_default().trim_ascii(),
        ));
        rest = after;
    }
    None
}

/// The bytes up to the end of `label`, if that is written as it has to be.
fn body(rest: &[u8], label: &[u8], may_be_empty: bool) -> Option<Vec<u8>> {
    let bare_end = END.get(1..).unwrap_or_default();
    let (base64, end) = match rest.strip_prefix(bare_end).filter(|_| may_be_empty) {
        Some(end) => (&[][..], end),
        None => {
            let end = memchr::memmem::find(rest, END)?;
            (rest.get(..end)?, rest.get(end + END.len()..)?)
        }
    };
    let (behind, _) = line(end.strip_prefix(label)?.strip_prefix(DASHES)?);
    let kept = base64
        .iter()
        .copied()
        .filter(|b| !matches!(b, b' ' | b'\t'));
    let base64 = String::from_utf8(kept.collect()).ok()?;
    behind.is_empty().then(|| debase64(&base64)).flatten()
}

/// The first line without its end and blanks before that, and what follows.
fn line(text: &[u8]) -> (&[u8], &[u8]) {
    let (line, rest) = match memchr::memchr(b'\n', text) {
        Some(end) => {
            let (line, rest) = text.split_at(end);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            (line, rest.get(1..).unwrap_or_default())
        }
        None => (text, &[][..]),
    };
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let length = line.iter().rposition(|b| !blank(b)).map_or(0, |at| at + 1);
    (line.get(..length).unwrap_or_default(), rest)
}
