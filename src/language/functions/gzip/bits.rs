//! Bits in the order of RFC 1951: the first is the lowest of the first byte.

/// Bytes, and the bits that do not fill one yet.
pub(super) struct Bits {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Bits {
    /// Bits that follow `bytes`.
    pub(super) fn after(bytes: Vec<u8>) -> Bits {
        Bits {
            bytes,
            pending: 0,
            count: 0,
        }
    }

    /// Appends the `count` lowest bits of `value`, which has no others; at most 16.
    pub(super) fn push(&mut self, value: u16, count: u8) {
        self.pending |= u64::from(value) << self.count;
        self.count += u32::from(count);
        while self.count >= 8 {
            self.bytes.push(self.pending as u8);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    /// Fills the last byte with zeros.
    pub(super) fn align(&mut self) {
        if self.count > 0 {
            self.push(0, (8 - self.count) as u8);
        }
    }

    /// Appends whole bytes; the bits before them are aligned.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.align();
        self.bytes.extend_from_slice(bytes);
    }

    /// Whole bytes so far.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes, the last one filled.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.align();
        self.bytes
    }
}
