//! The texts of one run.

use std::sync::{Arc, OnceLock};

use super::span::{FileId, LineColumn, LineIndex, Place};

/// One file that was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Relative to the root, with `/`.
    pub path: Arc<str>,
    /// Its text, byte-order mark included.
    pub text: Arc<str>,
    /// Its lines are cited, never quoted (`*.tfvars`, secrets).
    pub secret: bool,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// The lines of the text.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// All files of one run, named by [`FileId`].
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file. One named as Terraform names files of variables is secret.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let path = path.into();
        let secret = path.ends_with(".tfvars") || path.ends_with(".tfvars.json");
        self.push(path, text.into(), secret)
    }

    /// Adds a file whose lines are never quoted, whatever its name.
    pub fn add_secret(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        self.push(path.into(), text.into(), true)
    }

    fn push(&mut self, path: Arc<str>, text: Arc<str>, secret: bool) -> FileId {
        self.files.push(SourceFile {
            path,
            text,
            secret,
            lines: OnceLock::new(),
        });
        FileId(self.files.len() as u32 - 1)
    }

    /// The id that the file added next will have.
    pub fn next_id(&self) -> FileId {
        FileId(self.files.len() as u32)
    }

    /// The file named `id`.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// All files, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let ids = (0..).map(FileId);
        ids.zip(&self.files)
    }

    /// Path, first and last position of a place.
    pub fn locate(&self, place: Place) -> Option<(&str, LineColumn, LineColumn)> {
        let file = self.get(place.file)?;
        let lines = file.lines();
        Some((
            &file.path,
            lines.position(&file.text, place.span.start),
            lines.position(&file.text, place.span.end),
        ))
    }
}
