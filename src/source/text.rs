//! From bytes to text.

use super::error::ReadError;

/// What files begin with that git-crypt has not decrypted.
const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// The bytes as UTF-8 text, a byte-order mark kept (spans count it).
pub fn utf8(bytes: Vec<u8>) -> Result<String, ReadError> {
    if bytes.starts_with(GIT_CRYPT) {
        return Err(ReadError::Encrypted);
    }
    String::from_utf8(bytes).map_err(|error| {
        let bytes = error.as_bytes();
        let good = error.utf8_error().valid_up_to();
        let before = bytes.get(..good).unwrap_or_default();
        ReadError::NotUtf8 {
            offset: good as u64,
            line: before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1,
            utf16: utf16_order(bytes).is_some(),
        }
    })
}

/// The bytes of a plan in JSON as text without byte-order mark. UTF-16 with a mark is decoded,
/// because that is what PowerShell writes when `terraform show -json` is redirected to a file.
pub fn plan(bytes: Vec<u8>) -> Result<String, ReadError> {
    let Some(unit) = utf16_order(&bytes) else {
        let text = utf8(bytes)?;
        return Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        });
    };
    let (units, rest) = bytes.get(2..).unwrap_or_default().as_chunks::<2>();
    let mut text = String::with_capacity(units.len());
    let mut offset = 2;
    let mut line = 1;
    let bad = |offset, line| ReadError::NotUtf8 {
        offset,
        line,
        utf16: true,
    };
    for decoded in char::decode_utf16(units.iter().map(|pair| unit(*pair))) {
        let c = decoded.map_err(|_| bad(offset, line))?;
        offset += 2 * c.len_utf16() as u64;
        line += u64::from(c == '\n');
        text.push(c);
    }
    match rest.is_empty() {
        true => Ok(text),
        false => Err(bad(offset, line)),
    }
}

/// How two bytes make a unit, when the bytes begin with the mark of UTF-16.
fn utf16_order(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_git_crypt_holds_is_said_to_be_encrypted() {
        let bytes = b"\0GITCRYPT\0\x9f\x00".to_vec();
        assert_eq!(utf8(bytes), Err(ReadError::Encrypted));
        assert_eq!(
            utf8(b"\0GITCRYPT\0 = 1".to_vec()),
            Err(ReadError::Encrypted)
        );
    }

    #[test]
    fn a_bad_byte_is_named_with_its_line() {
        let error = utf8(b"a = 1\nb = \"\xff\xfe\"\n".to_vec()).unwrap_err();
        assert_eq!(error.to_string(), "not UTF-8 (byte 11, line 2)");
        let error = utf8(b"\xff\xfea\0".to_vec()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "not UTF-8 (byte 0, line 1); it looks like UTF-16"
        );
    }

    #[test]
    fn a_byte_order_mark_stays_in_the_text() {
        let text = utf8(b"\xef\xbb\xbfa = 1\r\n".to_vec()).unwrap();
        assert_eq!(text, "\u{feff}a = 1\r\n");
    }

    #[test]
    fn plans_are_decoded_from_utf_16_of_either_order() {
        let text = "{\"a\": \"é\u{1f600}\"}\r\n";
        let little: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(plan(little).unwrap(), text);
        assert_eq!(plan(big).unwrap(), text);
        assert_eq!(plan(b"\xef\xbb\xbf{}".to_vec()).unwrap(), "{}");
        assert_eq!(plan(b"{}".to_vec()).unwrap(), "{}");
    }

    #[test]
    fn broken_utf_16_is_an_error() {
        let lone = b"\xff\xfe\n\0\0\xd8".to_vec();
        let error = ReadError::NotUtf8 {
            offset: 4,
            line: 2,
            utf16: true,
        };
        assert_eq!(plan(lone).unwrap_err(), error);
        assert!(plan(b"\xff\xfe{\0}".to_vec()).is_err());
    }
}
