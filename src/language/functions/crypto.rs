//! Hashes and identifiers, of strings and of files.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::super::types::Type;
use super::super::value::Value;
use super::arguments::text;
use super::call::varying;
use super::encoding::base64;
use super::filesystem::read;
use super::{Context, Error, Function, Parameter, Run};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let function =
        |name, parameters, run| Function::new(name, parameters, |_| Ok(Type::String), run);
    let of_text = |name, run: Run| function(name, vec![string("str")], run);
    let of_file = |name, run: Run| function(name, vec![string("path")], run);
    vec![
        of_text("md5", |c, a, _| {
            hex(&hash::<Md5>(c, text(a, 0)?.as_bytes())?)
        }),
        of_text("sha1", |c, a, _| {
            hex(&hash::<Sha1>(c, text(a, 0)?.as_bytes())?)
        }),
        of_text("sha256", |c, a, _| {
            hex(&hash::<Sha256>(c, text(a, 0)?.as_bytes())?)
        }),
        of_text("sha512", |c, a, _| {
            hex(&hash::<Sha512>(c, text(a, 0)?.as_bytes())?)
        }),
        of_text("base64sha256", |c, a, _| {
            base64(&hash::<Sha256>(c, text(a, 0)?.as_bytes())?)
        }),
        of_text("base64sha512", |c, a, _| {
            base64(&hash::<Sha512>(c, text(a, 0)?.as_bytes())?)
        }),
        of_file("filemd5", |c, a, _| hex(&hash_file::<Md5>(c, a)?)),
        of_file("filesha1", |c, a, _| hex(&hash_file::<Sha1>(c, a)?)),
        of_file("filesha256", |c, a, _| hex(&hash_file::<Sha256>(c, a)?)),
        of_file("filesha512", |c, a, _| hex(&hash_file::<Sha512>(c, a)?)),
        of_file("filebase64sha256", |c, a, _| {
            base64(&hash_file::<Sha256>(c, a)?)
        }),
        of_file("filebase64sha512", |c, a, _| {
            base64(&hash_file::<Sha512>(c, a)?)
        }),
        // Salted, so that every run gives another hash.
        of_text("bcrypt", |_, _, place| {
            Ok(varying(Type::String, "bcrypt()", place))
        })
        .variadic(Parameter::new("cost", Type::Number)),
        function("uuid", vec![], |_, _, place| {
            Ok(varying(Type::String, "uuid()", place))
        }),
        function("uuidv5", vec![string("namespace"), string("name")], uuidv5),
    ]
}

/// The hash of `bytes`; costs a step for 64 of them.
fn hash<D: Digest>(context: &mut dyn Context, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    context.spend(bytes.len() as u64 / 64)?;
    Ok(D::digest(bytes).to_vec())
}

fn hash_file<D: Digest>(context: &mut dyn Context, arguments: &[Value]) -> Result<Vec<u8>, Error> {
    let bytes = read(context, arguments)?;
    hash::<D>(context, &bytes)
}

fn hex(bytes: &[u8]) -> Result<Value, Error> {
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Value::string(text))
}

fn uuidv5(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let name = text(arguments, 0)?;
    // RFC 9562, section 6.6.
    let well_known =
        |last: u8| 0x6ba7b810_9dad_11d1_80b4_00c04fd430c8_u128 + (u128::from(last) << 96);
    let namespace = match name {
        "dns" => well_known(0),
        "url" => well_known(1),
        "oid" => well_known(2),
        "x500" => well_known(4),
        other => parse_uuid(other)
            .ok_or_else(|| Error::refused(format!("uuidv5() doesn't support namespace {other}")))?,
    };
    let mut bytes = namespace.to_be_bytes().to_vec();
    bytes.extend_from_slice(text(arguments, 1)?.as_bytes());
    let digest = hash::<Sha1>(context, &bytes)?;
    let head: [u8; 16] = digest
        .get(..16)
        .and_then(|head| head.try_into().ok())
        .unwrap_or_default();
    let mut id = u128::from_be_bytes(head);
    id = id & !(0xf << 76) | 5 << 76;
    id = id & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{id:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    Ok(Value::string(format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )))
}

/// A UUID in one of the four spellings that Go's `google/uuid` reads.
fn parse_uuid(text: &str) -> Option<u128> {
    let dashed = match text.len() {
        32 if text.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            return u128::from_str_radix(text, 16).ok();
        }
        36 => text,
        38 => text.get(1..37)?,
        45 if text.get(..9)?.eq_ignore_ascii_case("urn:uuid:") => text.get(9..)?,
        _ => return None,
    };
    let mut id = 0u128;
    for (at, byte) in dashed.bytes().enumerate() {
        match at {
            8 | 13 | 18 | 23 if byte == b'-' => {}
            8 | 13 | 18 | 23 => return None,
            _ => id = id << 4 | u128::from(char::from(byte).to_digit(16)?),
        }
    }
    Some(id)
}
