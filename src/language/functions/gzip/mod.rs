//! `base64gzip`'s compression: the very bytes that Terraform writes.
//!
//! Decompressors agree on what a text decompresses to; compressors do not agree on its bytes.
//! Terraform's go into `user_data`, are hashed and compared, and a changed hash replaces machines:
//! so a value is only known where every byte is. They are those of Go's `compress/flate` at its
//! default level, which no crate repeats: it looks for matches of four bytes rather than zlib's
//! three, breaks ties between code lengths its own way, and ends with two empty stored blocks,
//! since Terraform flushes before it closes.
//!
//! [`matches`] takes a text apart into literals and references, a block at a time; [`block`] writes
//! a block in the shortest of the three ways that RFC 1951 has; [`huffman`] makes its codes.
//!
//! Invariants: memory is linear in the text beside tables of fixed size; every comparison is paid
//! for with fuel, a block at a time. What Terraform makes of many texts stands in
//! `tests/data/functions/gzip.txt`; `tests/gzip.rs` compares random ones.

mod bits;
mod block;
mod codes;
mod huffman;
mod matches;

use bits::Bits;
use matches::Matches;

use super::{Context, Error, check_string};

/// What precedes the blocks (RFC 1952): the magic number, the method, and no flag, time, level or
/// system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Steps of fuel that a call costs for its tables, whatever the text.
const TABLES: u64 = 256;

/// `text` as a gzip file, byte for byte Terraform's; costs a step for eight comparisons. An error
/// when fuel runs out or the file is longer than a string may be.
pub(super) fn gzip(context: &mut dyn Context, text: &[u8]) -> Result<Vec<u8>, Error> {
    context.spend(TABLES + text.len() as u64 / 8)?;
    let mut out = Bits::after(HEADER.to_vec());
    let mut matches = Matches::of(text);
    while let Some(found) = matches.next_block() {
        context.spend(found.work / 8)?;
        block::write(&mut out, &found);
        check_string(out.len())?;
    }
    block::write_stored(&mut out, &[], false);
    block::write_stored(&mut out, &[], true);
    let mut file = out.into_bytes();
    file.extend(checksum(text).to_le_bytes());
    // The length is written modulo 2³².
    file.extend((text.len() as u32).to_le_bytes());
    Ok(file)
}

/// CRC-32 as RFC 1952 has it.
fn checksum(text: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut rest = byte as u32;
            let mut bit = 0;
            while bit < 8 {
                rest = (rest >> 1) ^ (0xedb8_8320 * (rest & 1));
                bit += 1;
            }
            table[byte] = rest;
            byte += 1;
        }
        table
    };
    let step = |sum: u32, byte: &u8| {
        let at = (sum as u8 ^ byte) as usize;
        (sum >> 8) ^ TABLE.get(at).copied().unwrap_or_default()
    };
    !text.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(checksum(b""), 0);
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }
}
