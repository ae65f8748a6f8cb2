//! Private keys: PKCS #1, PKCS #8 and OpenSSH, as `golang.org/x/crypto/ssh` reads them.

use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode as _, Reader as _, SliceReader, Tag, Tagged as _};
use num_bigint::BigUint;

use super::super::Error;
use super::{MAX_BITS, pem};

/// A private key that belongs together.
pub(super) struct Key {
    /// The product of the primes.
    pub(super) modulus: BigUint,
    /// The private exponent.
    pub(super) exponent: BigUint,
}

/// What a file says of a key.
struct Parts {
    modulus: BigUint,
    public: BigUint,
    private: BigUint,
    primes: Vec<BigUint>,
}

/// That a key is one of RSA.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

fn invalid(why: &str) -> Error {
    Error::argument(1, format!("invalid private key: {why}"))
}

impl Key {
    /// The first key of `text`. An error where Terraform has one: of another kind, encrypted,
    /// malformed, or with numbers that do not belong together; or where it is too long.
    pub(super) fn read(text: &[u8]) -> Result<Key, Error> {
        let found = pem::first(text).ok_or_else(|| invalid("ssh: no key found"))?;
        if found.encrypted {
            return Err(protected());
        }
        let bytes = found.bytes.as_slice();
        let parts = match found.label {
            b"RSA PRIVATE KEY" => pkcs1(bytes),
            b"PRIVATE KEY" => pkcs8(bytes),
            b"OPENSSH PRIVATE KEY" => return openssh(bytes)?.checked(),
            _ => return Err(invalid("ssh: unsupported key type")),
        };
        parts
            .ok_or_else(|| invalid("not the structure of an RSA key"))?
            .checked()
    }
}

fn protected() -> Error {
    invalid("ssh: this private key is passphrase protected")
}

impl Parts {
    /// The key, if its numbers belong together: the primes give the modulus, and the exponents
    /// undo each other. That primes are prime is taken on trust, there as here.
    fn checked(self) -> Result<Key, Error> {
        let numbers = [&self.modulus, &self.private];
        if numbers.into_iter().any(|number| number.bits() > MAX_BITS) {
            let message = format!("private key longer than {MAX_BITS} bits");
            return Err(Error::limit(message));
        }
        let one = BigUint::from(1u8);
        let exponents = BigUint::from(2u8)..=BigUint::from(i32::MAX as u32);
        if !exponents.contains(&self.public) {
            return Err(invalid(
                "crypto/rsa: public exponent too small or too large",
            ));
        }
        if self.primes.iter().any(|prime| *prime <= one) {
            return Err(invalid("crypto/rsa: invalid prime value"));
        }
        let mut product = one.clone();
        for prime in &self.primes {
            product *= prime;
            if product > self.modulus {
                break;
            }
        }
        if product != self.modulus {
            return Err(invalid("crypto/rsa: invalid modulus"));
        }
        let both = &self.public * &self.private;
        if self
            .primes
            .iter()
            .any(|prime| &both % (prime - &one) != one)
        {
            return Err(invalid("crypto/rsa: invalid exponents"));
        }
        Ok(Key {
            modulus: self.modulus,
            exponent: self.private,
        })
    }
}

/// RFC 8017, appendix A.1.2. More primes than two may follow, whatever the version says, and what
/// follows from the numbers may be left out: the crate `pkcs1` wants both as they should be.
fn pkcs1(bytes: &[u8]) -> Option<Parts> {
    let mut whole = SliceReader::new(bytes).ok()?;
    let mut key = sequence(&mut whole)?;
    let version = natural(&mut key)?;
    if !whole.is_finished() || version > BigUint::from(1u8) {
        return None;
    }
    let mut number = || natural(&mut key);
    let (modulus, public, private) = (number()?, number()?, number()?);
    let mut primes = vec![number()?, number()?];
    for _ in 0..3 {
        if Tag::peek(&key) == Ok(Tag::Integer) {
            AnyRef::decode(&mut key).ok()?;
        }
    }
    if Tag::peek(&key) == Ok(Tag::Sequence) {
        let mut others = sequence(&mut key)?;
        while !others.is_finished() {
            let mut other = sequence(&mut others)?;
            primes.push(natural(&mut other)?);
            natural(&mut other)?;
            natural(&mut other)?;
        }
    }
    Some(Parts {
        modulus,
        public,
        private,
        primes,
    })
}

/// RFC 5208, section 5: a key in a wrapper that says of which kind it is. Whatever its version is
/// and whatever follows, which the crate `pkcs8` looks at.
fn pkcs8(bytes: &[u8]) -> Option<Parts> {
    let mut whole = SliceReader::new(bytes).ok()?;
    let mut wrapper = sequence(&mut whole)?;
    natural(&mut wrapper)?;
    let mut algorithm = sequence(&mut wrapper)?;
    let kind = ObjectIdentifier::decode(&mut algorithm).ok()?;
    let key = <&OctetStringRef>::decode(&mut wrapper).ok()?;
    (kind == RSA).then(|| pkcs1(key.as_bytes())).flatten()
}

/// What the sequence here holds.
fn sequence<'t>(reader: &mut SliceReader<'t>) -> Option<SliceReader<'t>> {
    let any = AnyRef::decode(reader).ok()?;
    (any.tag() == Tag::Sequence).then(|| SliceReader::new(any.value()).ok())?
}

/// The number here, which is not negative and has no needless zeros.
fn natural(reader: &mut SliceReader) -> Option<BigUint> {
    let number = UintRef::decode(reader).ok()?;
    Some(BigUint::from_bytes_be(number.as_bytes()))
}

/// OpenSSH's own format (its `PROTOCOL.key`), of one key that is not encrypted. Its public half is
/// passed over, which the crate `ssh-key` compares.
fn openssh(bytes: &[u8]) -> Result<Parts, Error> {
    let malformed = || invalid("ssh: malformed OpenSSH key");
    let rest = bytes.strip_prefix(b"openssh-key-v1\0");
    let mut file = Packed(rest.ok_or_else(malformed)?);
    let mut field = || file.bytes();
    let (cipher, derivation, options) = (field(), field(), field());
    if cipher.is_none() || derivation.is_none() {
        return Err(malformed());
    }
    if [cipher, derivation] != [Some(&b"none"[..]); 2] {
        return Err(protected());
    }
    let one = options == Some(&[]) && file.number() == Some(1);
    let keys = file.bytes().and_then(|_public| file.bytes());
    let whole = one && file.0.is_empty();
    let mut key = Packed(keys.filter(|_| whole).ok_or_else(malformed)?);
    let parts = key.parts();
    // The key is filled up to whole blocks with 1, 2, 3, ….
    let filled = key
        .0
        .iter()
        .zip(1u8..)
        .all(|(byte, wanted)| *byte == wanted);
    parts
        .filter(|_| filled && key.0.len() < 256)
        .ok_or_else(malformed)
}

/// Fields of RFC 4251, section 5, that are read from the front.
struct Packed<'t>(&'t [u8]);

impl<'t> Packed<'t> {
    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*number))
    }

    fn bytes(&mut self) -> Option<&'t [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn natural(&mut self) -> Option<BigUint> {
        let bytes = self.bytes()?;
        let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
        (!negative).then(|| BigUint::from_bytes_be(bytes))
    }

    /// What is encrypted where a key is: two equal numbers tell that it was not, or rightly.
    fn parts(&mut self) -> Option<Parts> {
        if self.number()? != self.number()? || self.bytes()? != b"ssh-rsa" {
            return None;
        }
        let (modulus, public, private) = (self.natural()?, self.natural()?, self.natural()?);
        // Of this one only as many bits are looked at as an integer of Go has.
        let public = public & BigUint::from(u64::MAX);
        let _inverse = self.natural()?;
        let primes = vec![self.natural()?, self.natural()?];
        let _comment = self.bytes()?;
        Some(Parts {
            modulus,
            public,
            private,
            primes,
        })
    }
}
