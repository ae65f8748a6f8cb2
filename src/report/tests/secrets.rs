//! What is secret is in no output.

use super::sample::sample;
use crate::report::{Format, Options, Verbosity};

#[test]
fn secret_lines_are_cited_and_sensitive_places_replaced() {
    let sample = sample();
    let options = Options {
        verbosity: Verbosity::Verbose,
        ..Options::default()
    };
    for format in Format::ALL {
        let text = format.render(&sample.report, &sample.sources, &options);
        assert!(!text.contains("hunter2"), "{}", format.as_str());
        assert!(!text.contains("retention = 5"), "{}", format.as_str());
        let proves = !matches!(format, Format::Concise | Format::Github | Format::Gitlab);
        assert_eq!(
            text.contains("infra/prod.tfvars"),
            proves,
            "{}",
            format.as_str()
        );
    }
}

#[test]
fn a_finding_in_a_secret_file_has_its_place() {
    let mut sample = sample();
    sample.report.results.truncate(1);
    sample.report.results[0].place = Some(sample.at(3, "retention = 5"));
    sample.report.results[0].evidence.clear();
    let text = Format::Full.render(&sample.report, &sample.sources, &Options::default());
    assert!(
        text.contains("  --> infra/prod.tfvars:1:1 (not shown: secret file)\n"),
        "{text}"
    );
    assert!(!text.contains("retention = 5"));
}
