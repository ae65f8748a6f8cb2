//! Character sets by the names that Terraform takes: those of IANA's registry, in any case, where
//! Go has tables for them.

/// The character sets that are not those of the web, where `encoding_rs` reads other ones under
/// their names or only decodes.
#[derive(Clone, Copy)]
pub(super) enum Charset {
    /// Seven bits.
    Ascii,
    /// The first 256 characters.
    Latin1,
    /// Units of 16 bits, the higher byte first or last, perhaps behind a mark that says which.
    Utf16 {
        /// The higher byte is first.
        big: bool,
        /// A mark is written and read.
        mark: bool,
    },
    /// One of the web's.
    Web(&'static encoding_rs::Encoding),
}

impl Charset {
    /// `text` in this character set; none where it has other characters.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Charset::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Charset::Latin1 => text.chars().map(|c| u8::try_from(c).ok()).collect(),
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
            Charset::Web(encoding) => {
                let (bytes, _, unmappable) = encoding.encode(text);
                (!unmappable).then(|| bytes.into_owned())
            }
        }
    }

    /// The text that `bytes` are; none where they are not.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let text = match self {
            Charset::Ascii => String::from_utf8(bytes.to_vec())
                .ok()
                .filter(|t| t.is_ascii())?,
            Charset::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
            Charset::Utf16 { big, mark } => {
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
                char::decode_utf16(units)
                    .collect::<Result<String, _>>()
                    .ok()?
            }
            Charset::Web(encoding) => encoding
                .decode_without_bom_handling_and_without_replacement(bytes)?
                .into_owned(),
        };
        (!text.contains('\u{fffd}')).then_some(text)
    }
}

/// Each character set that Terraform has, and its names; last those of sets that are unknown here:
/// the web has none of them, or takes their names for others' (`latin5`).
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
    (
        "",
        "437 cp437 cspc8codepage437 ibm437 850 cp850 cspc850multilingual ibm850 852 \
         cp852 cspcp852 ibm852 855 cp855 csibm855 ibm855 ccsid00858 cp00858 csibm00858 \
         ibm00858 pc-multilingual-850+euro 860 cp860 csibm860 ibm860 862 cp862 \
         cspc862latinhebrew ibm862 863 cp863 csibm863 ibm863 865 cp865 csibm865 ibm865 \
         csibm1047 ibm-1047 ibm1047 ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro \
         ibm01140 cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt \
         ibm037 hz-gb-2312 csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9 iso_8859-9:1989 \
         l5 latin5",
    ),
];

/// The character set of a name, `None` within where only Terraform knows it; `None` where it does
/// not either.
pub(super) fn named(name: &str) -> Option<Option<Charset>> {
    let name = name.to_ascii_lowercase();
    let is_named = |names: &str| names.split(' ').any(|other| other == name);
    let (charset, _) = NAMES.iter().find(|(_, names)| is_named(names))?;
    let utf16 = |big, mark| Some(Charset::Utf16 { big, mark });
    Some(match *charset {
        "us-ascii" => Some(Charset::Ascii),
        "iso-8859-1" => Some(Charset::Latin1),
        "utf-16" => utf16(true, true),
        "utf-16be" => utf16(true, false),
        "utf-16le" => utf16(false, false),
        other => encoding_rs::Encoding::for_label(other.as_bytes()).map(Charset::Web),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_set_but_the_last_row_is_known_here() {
        for (charset, names) in NAMES {
            for name in names.split_whitespace() {
                let known = named(&name.to_uppercase()).unwrap().is_some();
                assert_eq!(known, !charset.is_empty(), "{name}");
            }
        }
        assert!(named("utf8").is_none() && named("").is_none());
    }
}
