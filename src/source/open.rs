//! Opening a file without following a link and without waiting for a pipe.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::ReadError;
use super::path;

/// A directory beneath which files are opened.
#[derive(Debug)]
pub(super) struct Beneath {
    /// Canonical.
    pub(super) directory: PathBuf,
    #[cfg(target_os = "linux")]
    handle: rustix::fd::OwnedFd,
}

impl Beneath {
    pub(super) fn new(directory: PathBuf) -> io::Result<Self> {
        Ok(Beneath {
            #[cfg(target_os = "linux")]
            handle: {
                use rustix::fs::{Mode, OFlags, open};
                let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
                open(&directory, flags, Mode::empty())?
            },
            directory,
        })
    }

    /// Opens `path`, which has no link in it. The kernel checks that in the same step, so that
    /// nothing can change in between.
    #[cfg(target_os = "linux")]
    pub(super) fn open(&self, path: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        use rustix::io::Errno;
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let beneath =
            ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        match openat2(&self.handle, path, flags, Mode::empty(), beneath) {
            Ok(file) => Ok(file.into()),
            // An old kernel, or a sandbox that does not know the call.
            Err(Errno::NOSYS | Errno::PERM) => self.open_by_path(path),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens `path`, in which the caller found no link.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn open(&self, path: &str) -> io::Result<File> {
        self.open_by_path(path)
    }

    /// The place on disk of `path`.
    pub(super) fn full(&self, path: &str) -> PathBuf {
        let mut full = self.directory.clone();
        full.extend(path::names(path));
        full
    }

    fn open_by_path(&self, path: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        do_not_follow(&mut options);
        options.open(self.full(path))
    }
}

#[cfg(unix)]
fn do_not_follow(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(flags.bits().cast_signed());
}

#[cfg(windows)]
fn do_not_follow(options: &mut OpenOptions) {
    use std::os::windows::fs::OpenOptionsExt;
    /// Opens a link itself, which is then no regular file.
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
}

#[cfg(not(any(unix, windows)))]
fn do_not_follow(_: &mut OpenOptions) {}

/// The whole content of a regular file of at most `limit` bytes. The limit holds while reading,
/// whatever the file system says the size is.
pub(super) fn whole(file: &File, limit: u64) -> Result<Vec<u8>, ReadError> {
    let size = regular_size(file)?;
    if size > limit {
        return Err(ReadError::TooLarge { size, limit });
    }
    let bytes = at_most(file, limit.saturating_add(1), size)?;
    match bytes.len() as u64 {
        size if size > limit => Err(ReadError::TooLarge { size, limit }),
        _ => Ok(bytes),
    }
}

/// The first `count` bytes of a regular file, or all of a shorter one.
pub(super) fn start(file: &File, count: u64) -> Result<Vec<u8>, ReadError> {
    let size = regular_size(file)?;
    at_most(file, count, size)
}

/// The content of a file that the user named on the command line, wherever it is: links and pipes
/// (`<(terraform show -json)`) are followed, for it is the user's choice.
pub fn read_named(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path)?;
    let data = file.metadata()?;
    if data.is_file() {
        return whole(&file, limit);
    }
    if data.is_dir() {
        return Err(ReadError::NotRegular);
    }
    let bytes = at_most(&file, limit.saturating_add(1), 0)?;
    match bytes.len() as u64 {
        size if size > limit => Err(ReadError::TooLarge { size, limit }),
        _ => Ok(bytes),
    }
}

fn regular_size(file: &File) -> Result<u64, ReadError> {
    let data = file.metadata()?;
    match data.is_file() {
        true => Ok(data.len()),
        false => Err(ReadError::NotRegular),
    }
}

fn at_most(file: &File, count: u64, expected: u64) -> Result<Vec<u8>, ReadError> {
    // One byte more than expected, so that the end is seen without growing the buffer.
    let capacity = expected.min(count).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(capacity).unwrap_or(0));
    file.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// What other systems, and Linux without `openat2`, go by.
    #[test]
    fn opening_by_path_follows_no_link_and_waits_for_no_pipe() {
        let scratch = tempfile::tempdir().unwrap();
        let path = |name: &str| scratch.path().join(name);
        std::fs::write(path("file"), b"text").unwrap();
        std::os::unix::fs::symlink("file", path("link")).unwrap();
        let mut make = std::process::Command::new("mkfifo");
        assert!(make.arg(path("pipe")).status().unwrap().success());
        let beneath = Beneath::new(scratch.path().to_owned()).unwrap();
        let file = beneath.open_by_path("file").unwrap();
        assert_eq!(whole(&file, 9).unwrap(), b"text");
        assert!(beneath.open_by_path("link").is_err());
        let pipe = beneath.open_by_path("pipe").unwrap();
        assert_eq!(whole(&pipe, 9), Err(ReadError::NotRegular));
    }
}
