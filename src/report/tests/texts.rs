//! Exact texts, in files beside this one so that people can read them.
//!
//! `ARCHLINT_BLESS=1 cargo test` writes them anew; read the difference before committing it.

use std::path::Path;

use super::sample::{Sample, result, sample};
use crate::finding::{Severity, Verdict};
use crate::report::{Format, Options, Standpoint, Verbosity};
use crate::source::{Place, Span};

fn options() -> Options {
    Options {
        width: 80,
        standpoint: Standpoint::Inside("infra".into()),
        ..Options::default()
    }
}

/// Compares the text with the file `name`. Escapes stand as `␛` there.
fn is_as_in(name: &str, format: Format, sample: &Sample, options: &Options) {
    let text = format.render(&sample.report, &sample.sources, options);
    let text = text.replace('\u{1b}', "␛");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/tests/expected");
    let path = folder.join(name);
    if std::env::var_os("ARCHLINT_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert!(text == expected, "{name} differs:\n{text}");
}

#[test]
fn full_at_80_columns() {
    is_as_in("full-80.txt", Format::Full, &sample(), &options());
}

#[test]
fn full_at_140_columns_from_the_root() {
    let options = Options {
        width: 140,
        standpoint: Standpoint::default(),
        ..options()
    };
    is_as_in("full-140.txt", Format::Full, &sample(), &options);
}

#[test]
fn full_in_colour_with_all_it_can_say() {
    let options = Options {
        colour: true,
        verbosity: Verbosity::Verbose,
        ..options()
    };
    is_as_in("full-colour.txt", Format::Full, &sample(), &options);
}

#[test]
fn full_when_quiet_and_filtered() {
    let options = Options {
        verbosity: Verbosity::Quiet,
        min_severity: Severity::Critical,
        ..options()
    };
    is_as_in("full-quiet.txt", Format::Full, &sample(), &options);
}

#[test]
fn concise() {
    is_as_in("concise.txt", Format::Concise, &sample(), &options());
}

/// Environments, wide letters, tabs, a long line, many instances and a long proof.
#[test]
fn full_with_what_is_rare() {
    let mut sample = sample();
    let line = format!(
        "\tname = \"{}\" # 数据库 {}\n",
        "é".repeat(40),
        "x".repeat(300)
    );
    let start = line.find("数据库").unwrap() as u32;
    let id = sample.sources.add("infra/überall/数据.tf", line);
    let wide = Place::new(id, Span::new(start, start + 9));
    sample.report.results = (0..40)
        .flat_map(|key| ["eu", "us"].map(|environment| (key, environment)))
        .map(|(key, environment)| {
            let subject = format!("module.stack[\"{environment}\"].aws_subnet.db[{key}]");
            let message = format!("{subject} is public");
            let mut result = result(
                "NET-001",
                Verdict::Fail,
                Severity::Critical,
                &subject.replace(environment, "x"),
                &message.replace(environment, "x"),
                Some(wide),
            );
            result.environment = Some(environment.into());
            if key == 2 {
                result.message = "something else".into();
            }
            let proof = sample.report.results[0].evidence.iter().cloned();
            result.evidence = proof.cycle().take(25).collect();
            result
        })
        .collect();
    sample.report.diagnostics.clear();
    is_as_in("full-rare.txt", Format::Full, &sample, &options());
}

/// No text, in any width, breaks a line where it need not or leaves blanks at its end.
#[test]
fn widths_are_kept() {
    let sample = sample();
    for width in [80, 100, 140] {
        let options = Options { width, ..options() };
        let text = Format::Full.render(&sample.report, &sample.sources, &options);
        for line in text.lines() {
            let columns = crate::report::sanitise::width(line);
            assert!(columns <= width || line.contains(" | "), "{width}: {line}");
        }
    }
}

#[test]
fn what_is_too_much_is_counted() {
    let mut sample = sample();
    let broken = sample.report.diagnostics[0].clone();
    sample.report.diagnostics.extend(vec![broken; 10]);
    let mut options = options();
    options.limits.findings = 2;
    for format in [Format::Full, Format::Concise] {
        let text = format.render(&sample.report, &sample.sources, &options);
        let errors = text.matches("an expression is missing").count();
        assert_eq!(errors, 2, "{text}");
        let more = match format {
            Format::Full => "9 more messages are not shown",
            _ => "10 more messages are not shown",
        };
        assert!(text.contains(more), "{text}");
        assert!(text.contains("2 more findings are not shown"), "{text}");
        assert!(text.contains("11 errors"), "{text}");
    }
}
