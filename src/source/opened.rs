//! Inputs on their way to who reads them.

use super::error::ReadError;
use super::root::Root;
use super::text;
use super::walk::Input;

/// An input, and what stands in it where somebody has looked: a file is read once, however many ask
/// whether it is theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// The input.
    pub input: Input,
    bytes: Option<Vec<u8>>,
}

impl Opened {
    /// `input`, of which `bytes` were read.
    pub fn read(input: Input, bytes: Vec<u8>) -> Opened {
        let bytes = Some(bytes);
        Opened { input, bytes }
    }

    /// The text of the file, which must be UTF-8 of at most `limit` bytes; a byte-order mark is
    /// kept. What was read before is given away.
    pub fn text(&mut self, root: &Root, limit: u64) -> Result<String, ReadError> {
        let Some(bytes) = self.bytes.take() else {
            return root.read_text(&self.input.path, limit);
        };
        let size = bytes.len() as u64;
        match size > limit {
            true => Err(ReadError::TooLarge { size, limit }),
            false => text::utf8(bytes),
        }
    }
}

impl From<Input> for Opened {
    fn from(input: Input) -> Opened {
        let bytes = None;
        Opened { input, bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::super::walk::{Input, walk};
    use super::*;
    use crate::source::{Excludes, Limits};

    fn input(root: &Root) -> Input {
        let found = walk(
            root,
            &["a.json".into()],
            &Excludes::default(),
            &Limits::default(),
        );
        found.inputs.into_iter().next().unwrap()
    }

    #[test]
    fn what_was_read_is_not_read_again() {
        let scratch = tempfile::TempDir::new().unwrap();
        std::fs::write(scratch.path().join("a.json"), "{}").unwrap();
        let root = Root::at(scratch.path()).unwrap();
        let input = input(&root);
        assert_eq!(Opened::from(input.clone()).text(&root, 9).unwrap(), "{}");
        let read = |bytes: &[u8]| Opened::read(input.clone(), bytes.to_vec()).text(&root, 9);
        assert_eq!(read(b"before").unwrap(), "before");
        assert!(matches!(read(b"\xff"), Err(ReadError::NotUtf8 { .. })));
        let size = 10;
        let limit = 9;
        assert_eq!(
            read(b"too long, ").unwrap_err(),
            ReadError::TooLarge { size, limit }
        );
    }
}
