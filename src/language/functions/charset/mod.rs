//! Character sets by the names that Terraform takes: those of IANA's registry, in any case, where
//! Go has tables for them.
//!
//! The tables are those of `encoding_rs` and `oem_cp`; where Go's say something else, the rooms here
//! lay what Go says over them. Texts come out as Go writes them, or not at all: Terraform refuses
//! what does not decode or encode as a whole, so no replacement is ever written.
//! `tests/data/functions/charset.txt` holds all bytes and characters of all sets to Terraform.

mod chinese;
mod inverse;
mod japanese;
mod page;
mod web;

use encoding_rs::Encoding;

use page::Page;

/// A way to write texts as bytes.
#[derive(Clone, Copy)]
pub(super) enum Charset {
    /// Seven bits.
    Ascii,
    /// One byte a character, which the web does not have.
    Page(Page),
    /// Units of 16 bits, the higher byte first or last, perhaps behind a mark that says which.
    Utf16 {
        /// The higher byte is first.
        big: bool,
        /// A mark is written and read.
        mark: bool,
    },
    /// One of the web's, of one byte a character.
    Single(&'static Encoding),
    /// One of the web's that Go has as it is.
    Web(&'static Encoding),
    /// With Hong Kong's supplement.
    Big5,
    /// Without the four bytes of GB 18030.
    Gbk,
    /// Of 2005.
    Gb18030,
    /// GB 2312 in seven bits, by RFC 1843.
    Hz,
    /// Without places for private use.
    ShiftJis,
    /// With JIS X 0212.
    EucJp,
    /// With half-width katakana.
    Iso2022Jp,
}

impl Charset {
    /// `text` in this character set; none where it has other characters.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Charset::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Charset::Page(page) => text.chars().map(|c| page.byte(c)).collect(),
            Charset::Utf16 { big, mark } => {
                let mark = mark.then_some(0xfeff);
                let bytes = |unit: u16| match big {
                    true => unit.to_be_bytes(),
                    false => unit.to_le_bytes(),
                };
                Some(
                    mark.into_iter()
                        .chain(text.encode_utf16())
                        .flat_map(bytes)
                        .collect(),
                )
            }
            Charset::Single(_) if text.contains(web::is_filler) => None,
            Charset::Single(encoding) | Charset::Web(encoding) => web::encoded(encoding, text),
            Charset::Big5 => chinese::big5_encode(text),
            Charset::Gbk => chinese::gbk_encode(text),
            Charset::Gb18030 => chinese::gb18030_encode(text),
            Charset::Hz => chinese::hz_encode(text),
            Charset::ShiftJis => japanese::shift_jis_encode(text),
            Charset::EucJp => japanese::euc_jp_encode(text),
            Charset::Iso2022Jp => japanese::iso_2022_jp_encode(text),
        }
    }

    /// The text that `bytes` are; none where they are not.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let text = match self {
            Charset::Ascii => String::from_utf8(bytes.to_vec())
                .ok()
                .filter(|t| t.is_ascii())?,
            Charset::Page(page) => bytes.iter().map(|byte| page.character(*byte)).collect(),
            Charset::Utf16 { big, mark } => utf16(bytes, big, mark)?,
            Charset::Single(encoding) => {
                web::decoded(encoding, bytes).filter(|text| !text.contains(web::is_filler))?
            }
            Charset::Web(encoding) => web::decoded(encoding, bytes)?,
            Charset::Big5 => web::decoded(encoding_rs::BIG5, bytes)?,
            Charset::Gbk => chinese::gbk_decode(bytes)?,
            Charset::Gb18030 => chinese::gb18030_decode(bytes)?,
            Charset::Hz => chinese::hz_decode(bytes)?,
            Charset::ShiftJis => japanese::shift_jis_decode(bytes)?,
            Charset::EucJp => web::decoded(encoding_rs::EUC_JP, bytes)?,
            Charset::Iso2022Jp => japanese::iso_2022_jp_decode(bytes)?,
        };
        (!text.contains('\u{fffd}')).then_some(text)
    }
}

/// The text of units of 16 bits; a mark in front wins over `big`, where one is read.
fn utf16(bytes: &[u8], big: bool, mark: bool) -> Option<String> {
    let (big, bytes) = match bytes {
        [0xfe, 0xff, rest @ ..] if mark => (true, rest),
        [0xff, 0xfe, rest @ ..] if mark => (false, rest),
        _ => (big, bytes),
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let units = pairs.iter().map(|pair| match big {
        true => u16::from_be_bytes(*pair),
        false => u16::from_le_bytes(*pair),
    });
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// Each character set that Terraform has, and its names.
const NAMES: &[(&str, &str)] = &[
    (
        "us-ascii",
        "ansi_x3.4-1968 ansi_x3.4-1986 cp367 csascii ibm367 iso-ir-6 iso646-us \
         iso_646.irv:1991 us us-ascii",
    ),
    (
        "iso-8859-1",
        "cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso_8859-1 iso_8859-1:1987 l1 \
         latin1",
    ),
    ("utf-16", "csutf16 utf-16"),
    ("utf-16be", "csutf16be utf-16be"),
    ("utf-16le", "csutf16le utf-16le"),
    ("utf-8", "csutf8 utf-8"),
    (
        "iso-8859-2",
        "csisolatin2 iso-8859-2 iso-ir-101 iso_8859-2 iso_8859-2:1987 l2 latin2",
    ),
    (
        "iso-8859-3",
        "csisolatin3 iso-8859-3 iso-ir-109 iso_8859-3 iso_8859-3:1988 l3 latin3",
    ),
    (
        "iso-8859-4",
        "csisolatin4 iso-8859-4 iso-ir-110 iso_8859-4 iso_8859-4:1988 l4 latin4",
    ),
    (
        "iso-8859-5",
        "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso_8859-5 iso_8859-5:1988",
    ),
    (
        "iso-8859-6",
        "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 \
         iso-8859-6-e iso-8859-6-i iso-ir-127 iso_8859-6 iso_8859-6-e iso_8859-6-i \
         iso_8859-6:1987",
    ),
    (
        "iso-8859-7",
        "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 \
         iso_8859-7 iso_8859-7:1987",
    ),
    (
        "iso-8859-8",
        "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e \
         iso-8859-8-i iso-ir-138 iso_8859-8 iso_8859-8-e iso_8859-8-i iso_8859-8:1988",
    ),
    (
        "iso-8859-10",
        "csisolatin6 iso-8859-10 iso-ir-157 iso_8859-10:1992 l6 latin6",
    ),
    ("iso-8859-13", "csiso885913 iso-8859-13"),
    (
        "iso-8859-14",
        "csiso885914 iso-8859-14 iso-celtic iso-ir-199 iso_8859-14 iso_8859-14:1998 l8 \
         latin8",
    ),
    ("iso-8859-15", "csiso885915 iso-8859-15 iso_8859-15 latin-9"),
    (
        "iso-8859-16",
        "csiso885916 iso-8859-16 iso-ir-226 iso_8859-16 iso_8859-16:2001 l10 latin10",
    ),
    ("ibm866", "866 cp866 csibm866 ibm866"),
    ("koi8-r", "cskoi8r koi8-r"),
    ("koi8-u", "cskoi8u koi8-u"),
    ("macintosh", "csmacintosh mac macintosh"),
    ("windows-874", "cswindows874 windows-874"),
    ("windows-1250", "cswindows1250 windows-1250"),
    ("windows-1251", "cswindows1251 windows-1251"),
    ("windows-1252", "cswindows1252 windows-1252"),
    ("windows-1253", "cswindows1253 windows-1253"),
    ("windows-1254", "cswindows1254 windows-1254"),
    ("windows-1255", "cswindows1255 windows-1255"),
    ("windows-1256", "cswindows1256 windows-1256"),
    ("windows-1257", "cswindows1257 windows-1257"),
    ("windows-1258", "cswindows1258 windows-1258"),
    ("big5", "big5 csbig5"),
    (
        "euc-jp",
        "cseucpkdfmtjapanese euc-jp extended_unix_code_packed_format_for_japanese",
    ),
    ("iso-2022-jp", "csiso2022jp iso-2022-jp"),
    ("shift_jis", "csshiftjis ms_kanji shift_jis"),
    ("euc-kr", "cseuckr euc-kr"),
    ("gbk", "cp936 csgbk gbk ms936 windows-936"),
    ("gb18030", "csgb18030 gb18030"),
    ("ibm437", "437 cp437 cspc8codepage437 ibm437"),
    ("ibm850", "850 cp850 cspc850multilingual ibm850"),
    ("ibm852", "852 cp852 cspcp852 ibm852"),
    ("ibm855", "855 cp855 csibm855 ibm855"),
    (
        "ibm00858",
        "ccsid00858 cp00858 csibm00858 ibm00858 pc-multilingual-850+euro",
    ),
    ("ibm860", "860 cp860 csibm860 ibm860"),
    ("ibm862", "862 cp862 cspc862latinhebrew ibm862"),
    ("ibm863", "863 cp863 csibm863 ibm863"),
    ("ibm865", "865 cp865 csibm865 ibm865"),
    (
        "ibm037",
        "cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt ibm037",
    ),
    ("ibm1047", "csibm1047 ibm-1047 ibm1047"),
    (
        "ibm01140",
        "ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro ibm01140",
    ),
    ("hz-gb-2312", "hz-gb-2312"),
    (
        "iso-8859-9",
        "csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9 iso_8859-9:1989 l5 latin5",
    ),
];

/// The character set of a name; `None` where Terraform knows none either.
pub(super) fn named(name: &str) -> Option<Charset> {
    let name = name.trim().to_lowercase();
    let is_named = |names: &str| names.split(' ').any(|other| other == name);
    let (charset, _) = NAMES.iter().find(|(_, names)| is_named(names))?;
    let utf16 = |big, mark| Charset::Utf16 { big, mark };
    Some(match *charset {
        "us-ascii" => Charset::Ascii,
        "utf-16" => utf16(true, true),
        "utf-16be" => utf16(true, false),
        "utf-16le" => utf16(false, false),
        "big5" => Charset::Big5,
        "gbk" => Charset::Gbk,
        "gb18030" => Charset::Gb18030,
        "hz-gb-2312" => Charset::Hz,
        "shift_jis" => Charset::ShiftJis,
        "euc-jp" => Charset::EucJp,
        "iso-2022-jp" => Charset::Iso2022Jp,
        other => match Page::named(other) {
            Some(page) => Charset::Page(page),
            None => {
                let encoding = Encoding::for_label(other.as_bytes())?;
                match encoding.is_single_byte() {
                    true => Charset::Single(encoding),
                    false => Charset::Web(encoding),
                }
            }
        },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known() {
        for (charset, names) in NAMES {
            assert!(names.split(' ').any(|name| name == *charset), "{charset}");
            for name in names.split(' ') {
                assert!(named(&name.to_uppercase()).is_some(), "{name}");
            }
        }
        assert!(named("utf8").is_none() && named("").is_none());
    }

    #[test]
    fn no_bytes_are_too_odd() {
        for (charset, _) in NAMES {
            let charset = named(charset).unwrap();
            for first in 0..=u8::MAX {
                for rest in [
                    &b""[..],
                    b"\x1b",
                    b"$",
                    b"(",
                    b"~",
                    b"\x81",
                    b"\x80\xff",
                    b"\xff1\x81",
                ] {
                    let bytes = [&[first][..], rest].concat();
                    let escaped = [&[0x1b], &bytes[..]].concat();
                    for bytes in [bytes, escaped] {
                        let text = charset.decode(&bytes).unwrap_or_default();
                        assert!(
                            charset
                                .encode(&text)
                                .is_none_or(|b| b.len() <= 4 * text.len() + 9)
                        );
                    }
                }
            }
        }
    }
}
