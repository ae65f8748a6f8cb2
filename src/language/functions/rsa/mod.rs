//! `rsadecrypt`: PKCS #1 v1.5 with keys in the formats that Terraform reads.
//!
//! Decryption is one power of a number, and whoever runs archlint holds the key: what crates for
//! RSA add, and have advisories about, protects a key from those who time its use. So the power is
//! that of the crate for numbers.
//!
//! Invariants: what is decrypted is never shown; no message quotes an argument; keys are bounded
//! before they are computed with, and the power is paid for with fuel.

mod key;
mod pem;

use num_bigint::BigUint;

use super::super::secrecy::Secrecy;
use super::super::types::Type;
use super::super::value::Value;
use super::arguments::text;
use super::call::varying;
use super::encoding::debase64;
use super::{Context, Error, Function, Parameter};
use crate::source::Place;
use key::Key;

/// Longest key, in bits: a power takes time that grows with the third power of this.
const MAX_BITS: u64 = 8192;
/// Longest text of a key, in bytes.
const MAX_TEXT: usize = 64 << 10;

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let parameters = vec![string("ciphertext"), string("privatekey")];
    vec![Function::new(
        "rsadecrypt",
        parameters,
        |_| Ok(Type::String),
        rsadecrypt,
    )]
}

fn rsadecrypt(
    context: &mut dyn Context,
    arguments: &[Value],
    place: Place,
) -> Result<Value, Error> {
    let message = "failed to decode input: cipher text must be base64-encoded";
    let cipher = debase64(text(arguments, 0)?).ok_or_else(|| Error::argument(0, message))?;
    let key = text(arguments, 1)?;
    if key.len() > MAX_TEXT {
        return Err(Error::limit("private key longer than 64 KiB"));
    }
    context.spend(key.len() as u64 / 8)?;
    let key = Key::read(key.as_bytes())?;
    let plain = decrypt(context, &key, &cipher)?
        .ok_or_else(|| Error::refused("failed to decrypt: crypto/rsa: decryption error"))?;
    // Terraform's strings may be no text, as none here is.
    let value = match String::from_utf8(plain) {
        Ok(plain) => Value::string(plain),
        Err(_) => varying(Type::String, "rsadecrypt()", place),
    };
    Ok(value.marked(Secrecy::HIDDEN))
}

/// What was encrypted as `cipher`; none where it is not for this key. The power costs steps of the
/// order that its multiplications take: half a million for half a second.
fn decrypt(context: &mut dyn Context, key: &Key, cipher: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    /// Bits of the words that Go's numbers have.
    const WORD: u64 = 64;
    let bits = key.modulus.bits();
    let fits = cipher.len() as u64 <= bits.div_ceil(WORD) * WORD / 8;
    let cipher = BigUint::from_bytes_be(if fits { cipher } else { &[] });
    if !fits || !key.modulus.bit(0) || cipher >= key.modulus {
        return Ok(None);
    }
    context.spend((bits * bits * key.exponent.bits()) >> 19)?;
    let plain = cipher.modpow(&key.exponent, &key.modulus).to_bytes_be();
    let size = bits.div_ceil(8) as usize;
    let mut padded = vec![0; size.saturating_sub(plain.len())];
    padded.extend(plain);
    Ok(unpadded(&padded).map(<[u8]>::to_vec))
}

/// What stands behind the padding (RFC 8017, section 7.2.2): 0, 2, at least eight bytes, 0.
fn unpadded(padded: &[u8]) -> Option<&[u8]> {
    let rest = padded.strip_prefix(&[0, 2])?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    rest.get(end + 1..).filter(|_| end >= 8)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::ErrorKind;
    use super::super::encoding::base64;
    use super::key::Key;
    use super::unpadded;

    /// What has the form of a key, with so many bytes in its modulus.
    fn of_length(bytes: u16) -> String {
        let long = |tag: u8, content: Vec<u8>| {
            let length = (content.len() as u16).to_be_bytes();
            [&[tag, 0x82][..], &length, &content].concat()
        };
        let small = vec![2, 1, 1];
        let mut numbers = vec![2, 1, 0];
        numbers.extend(long(2, vec![0x7f; usize::from(bytes)]));
        numbers.extend([small.clone(), small.clone(), small.clone(), small].concat());
        let base64 = base64(&long(0x30, numbers)).unwrap();
        let base64 = base64.as_str().unwrap();
        format!("-----BEGIN RSA PRIVATE KEY-----\n{base64}\n-----END RSA PRIVATE KEY-----\n")
    }

    #[test]
    fn keys_are_bounded_before_they_are_computed_with() {
        let error = |bytes| Key::read(of_length(bytes).as_bytes()).err().unwrap();
        assert_eq!(error(1024).kind, ErrorKind::Refused);
        assert_eq!(error(1025).kind, ErrorKind::Limit);
    }

    #[test]
    fn padding_is_whole() {
        let padded = |filling: usize, end: &[u8]| {
            let mut padded = vec![0, 2];
            padded.extend(vec![7; filling]);
            padded.extend(end);
            unpadded(&padded).map(<[u8]>::to_vec)
        };
        assert_eq!(padded(8, b"\0x"), Some(b"x".to_vec()));
        assert_eq!(padded(9, b"\0\0x"), Some(b"\0x".to_vec()));
        assert_eq!(padded(8, b"\0"), Some(Vec::new()));
        assert_eq!(padded(7, b"\0x"), None);
        assert_eq!(padded(8, b""), None);
        assert_eq!(unpadded(b"\0\x01\x07\x07\x07\x07\x07\x07\x07\x07\0x"), None);
        assert_eq!(unpadded(b""), None);
    }
}
