//! Why a file has no content.

use std::fmt;
use std::io;

/// Why a file could not be read. The text names no path and no place outside the root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// The path leads outside the root. Nothing there was looked at, so the error is the same
    /// whether something stands there or not.
    Outside,
    /// Nothing of that name stands inside the root.
    Missing,
    /// A directory, a pipe, a socket or a device.
    NotRegular,
    /// A symbolic link inside the root whose target is missing, or that leads to itself.
    BrokenLink,
    /// More bytes than the limit allows; none of them were kept.
    TooLarge {
        /// Bytes of the file as the file system tells them, at least `limit + 1`.
        size: u64,
        /// Most bytes that would have been read.
        limit: u64,
    },
    /// The limit on the number of files, or on their bytes together, was reached before this one.
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How many there may be.
        limit: u64,
    },
    /// The content is not UTF-8.
    NotUtf8 {
        /// Offset of the first byte that is not, from 0.
        offset: u64,
        /// Its line, from 1.
        line: u64,
        /// The file begins with the byte-order mark of UTF-16.
        utf16: bool,
    },
    /// The content is encrypted by git-crypt.
    Encrypted,
    /// The name of the file, or of a directory above it, is not UTF-8.
    NameNotUtf8,
    /// The operating system refused.
    Io(io::ErrorKind),
}

impl From<io::Error> for ReadError {
    /// Names the system cannot have count as missing: nothing can stand there.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidFilename
            | io::ErrorKind::InvalidInput => ReadError::Missing,
            kind => ReadError::Io(kind),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Outside => f.write_str("outside the scan root"),
            ReadError::Missing => f.write_str("no such file"),
            ReadError::NotRegular => f.write_str("not a regular file"),
            ReadError::BrokenLink => f.write_str("broken symlink"),
            ReadError::TooLarge { size, limit } => {
                write!(f, "larger than {} ({size} bytes)", Bytes(*limit))
            }
            ReadError::TooMany { what, limit } => write!(f, "more than {limit} {what}"),
            ReadError::NotUtf8 {
                offset,
                line,
                utf16,
            } => {
                write!(f, "not UTF-8 (byte {offset}, line {line})")?;
                match utf16 {
                    true => f.write_str("; it looks like UTF-16"),
                    false => Ok(()),
                }
            }
            ReadError::Encrypted => {
                f.write_str("encrypted by git-crypt: git-crypt unlock opens it")
            }
            ReadError::NameNotUtf8 => f.write_str("the file name is not UTF-8"),
            ReadError::Io(kind) => write!(f, "{kind}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// A number of bytes for people: `4 MiB` when it is a whole number of a unit.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            n if n > 0 && n % (1 << 20) == 0 => write!(f, "{} MiB", n >> 20),
            n if n > 0 && n % (1 << 10) == 0 => write!(f, "{} KiB", n >> 10),
            n => write!(f, "{n} bytes"),
        }
    }
}
