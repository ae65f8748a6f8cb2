//! One line on standard error that says what a long run is doing.
//!
//! It appears only where a person watches, and only after half a second: short runs say nothing.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_millis(500);
const REFRESH: Duration = Duration::from_millis(200);

/// Where a run tells what it is doing. Cheap to clone and to tell.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Debug, Default)]
struct State {
    doing: &'static str,
    over: bool,
}

impl Progress {
    /// Tells what is being done now: `reading files`.
    pub fn doing(&self, what: &'static str) {
        self.lock().doing = what;
    }

    /// Shows the line until the returned guard is dropped.
    pub(super) fn watch(&self) -> Watch {
        let progress = self.clone();
        let thread = std::thread::Builder::new()
            .name("progress".to_owned())
            .spawn(move || progress.show());
        Watch {
            progress: self.clone(),
            thread: thread.ok(),
        }
    }

    fn show(&self) {
        let (_, over) = &*self.state;
        let mut shown = false;
        let mut state = self.lock();
        let mut pause = PATIENCE;
        while !state.over {
            let (next, timeout) = over
                .wait_timeout(state, pause)
                .unwrap_or_else(PoisonError::into_inner);
            state = next;
            if timeout.timed_out() && !state.over {
                write(&format!("\r\u{1b}[Karchlint: {} …", state.doing));
                shown = true;
                pause = REFRESH;
            }
        }
        if shown {
            write("\r\u{1b}[K");
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes the line when dropped.
#[derive(Debug)]
pub(super) struct Watch {
    progress: Progress,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.progress.lock().over = true;
        self.progress.state.1.notify_all();
        if let Some(thread) = self.thread.take() {
            // A progress line that failed is no reason to fail the run.
            let _ = thread.join();
        }
    }
}

fn write(line: &str) {
    let mut stderr = anstream::AutoStream::always(io::stderr().lock());
    // When standard error is gone there is nobody left to tell.
    let _ = stderr
        .write_all(line.as_bytes())
        .and_then(|()| stderr.flush());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn a_short_run_waits_for_nothing() {
        let start = Instant::now();
        let progress = Progress::default();
        let watch = progress.watch();
        progress.doing("nothing");
        drop(watch);
        assert!(start.elapsed() < PATIENCE);
    }
}
