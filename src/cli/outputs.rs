//! Where the documents of a run go: standard output, and files.

use super::args::Output;
use super::check::Outcome;
use super::reason;
use super::terminal::{Terminal, write_file};
use crate::report::{Format, Options};

/// The outputs that `--format` asks for: `full` on standard output when it asks for none.
pub(super) fn outputs(asked: &[Output]) -> Result<Vec<Output>, String> {
    if asked.is_empty() {
        let format = Format::default();
        return Ok(vec![Output { format, file: None }]);
    }
    for (at, output) in asked.iter().enumerate() {
        let twice = |earlier: &&Output| earlier.file == output.file;
        if let Some(earlier) = asked.iter().take(at).find(twice) {
            let (one, two) = (earlier.format.as_str(), output.format.as_str());
            let same = match &output.file {
                Some(file) => file.display().to_string(),
                None => "standard output".to_owned(),
            };
            let hint = format!("give one a file: --format {two}=FILE");
            return Err(format!(
                "--format {one} and {two} both go to {same}; {hint}"
            ));
        }
    }
    // Files first: a reader that closes standard output early must not cost the others theirs.
    let (files, streams): (Vec<_>, Vec<_>) = asked
        .iter()
        .cloned()
        .partition(|output| output.file.is_some());
    Ok(files.into_iter().chain(streams).collect())
}

/// Writes the report of `outcome` where `output` says.
pub(super) fn write(
    output: &Output,
    outcome: &Outcome,
    view: &Options,
    terminal: &Terminal,
) -> Result<(), String> {
    let to_stream = output.file.is_none();
    let view = Options {
        colour: view.colour && to_stream,
        runner_log: view.runner_log && to_stream,
        ..view.clone()
    };
    let document = output
        .format
        .render(&outcome.report, &outcome.sources, &view);
    match &output.file {
        None => terminal.print(&document),
        Some(file) => write_file(file, &document).map_err(|error| {
            let error = reason(&error);
            format!("{}: {error}", file.display())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn to(format: Format, file: Option<&str>) -> Output {
        let file = file.map(PathBuf::from);
        Output { format, file }
    }

    #[test]
    fn two_formats_do_not_share_a_place() {
        let stream = || to(Format::Json, None);
        assert_eq!(outputs(&[]).unwrap().len(), 1);
        assert!(
            outputs(&[stream(), stream()])
                .unwrap_err()
                .contains("standard output")
        );
        let file = || to(Format::Json, Some("a.json"));
        assert!(outputs(&[file(), file()]).unwrap_err().contains("a.json"));
        assert_eq!(outputs(&[stream(), file()]).unwrap(), [file(), stream()]);
    }
}
