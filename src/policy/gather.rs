//! Finds the suppressions of a run, wherever they are written.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::finding::{Code, Diagnostic};
use crate::source::{Place, SourceFile, Sources};
use crate::syntax::yaml::{self, Dialect};
use crate::terraform::Configuration;

use super::Day;
use super::annotations::{Annotation, Marked};
use super::comments::{self, Comment};
use super::directive::{self, MARK};
use super::outline::Target;
use super::suppression::{Cover, Kind, Malformed, Suppression, Suppressions};

/// Suppressions of one run that are kept.
const MOST: usize = 10_000;

/// The code of the rule that a word means. The error is one sentence.
pub type ToCode<'a> = &'a dyn Fn(&str) -> Result<Arc<str>, String>;

/// The suppressions of all files that were read, of all objects and of the configuration.
///
/// Modules that were downloaded, and files that archlint ships, have none: what strangers accept
/// is theirs. More of them than a run keeps are an error, and do not hold.
pub fn gather(
    configuration: &Configuration,
    objects: Marked,
    config: &Config,
    sources: &Sources,
    code: ToCode<'_>,
) -> (Suppressions, Option<Diagnostic>) {
    let mut gatherer = Gatherer {
        found: Suppressions::default(),
        code,
    };
    gatherer.terraform(configuration, sources);
    gatherer.manifests(&objects, sources);
    for ((place, rule), annotation) in objects.annotations {
        let file = sources.get(place.file);
        let file = file.map(|file| file.path.clone()).unwrap_or_default();
        gatherer.annotation(place, file, &rule, annotation);
    }
    gatherer.allowed(config, sources);
    gatherer.bounded()
}

struct Gatherer<'a> {
    found: Suppressions,
    code: ToCode<'a>,
}

impl Gatherer<'_> {
    fn terraform(&mut self, configuration: &Configuration, sources: &Sources) {
        let mut seen = BTreeSet::new();
        for module in configuration.modules() {
            for tree in &module.trees {
                let Some(file) = sources.get(tree.file) else {
                    continue;
                };
                if !is_own(&file.path) || !seen.insert(file.path.clone()) {
                    continue;
                }
                for comment in comments::of_terraform(tree, file) {
                    let part = |target: &Target| -> Vec<Cover> {
                        let whole = target.whole.clone().into_iter();
                        whole
                            .map(|whole| Cover::Part(module.dir.clone(), whole))
                            .collect()
                    };
                    self.comment(comment, file, &part);
                }
            }
        }
    }

    fn manifests(&mut self, objects: &Marked, sources: &Sources) {
        let mut seen = BTreeSet::new();
        for (id, file) in sources.iter() {
            let manifest = file.path.ends_with(".yaml") || file.path.ends_with(".yml");
            if !manifest || !file.text.contains(MARK) || !is_own(&file.path) {
                continue;
            }
            if !seen.insert(file.path.clone()) {
                continue;
            }
            let (tree, _) = yaml::parse(id, file.text.clone(), Dialect::Kubernetes);
            let standing = objects.standing.get(&id);
            for comment in comments::of_manifest(&tree, file) {
                // An object whose line is covered is covered, wherever a finding about it points.
                let part = |target: &Target| -> Vec<Cover> {
                    let inside = standing.into_iter().flatten();
                    let inside = inside.filter(|(_, at)| target.span.contains(at.span.start));
                    let covers =
                        inside.map(|((root, name), _)| Cover::Subject(root.clone(), name.clone()));
                    covers.collect()
                };
                self.comment(comment, file, &part);
            }
        }
    }

    fn comment(
        &mut self,
        comment: Comment,
        file: &SourceFile,
        part: &dyn Fn(&Target) -> Vec<Cover>,
    ) {
        let Comment {
            text,
            place,
            target,
        } = comment;
        let about = target.as_ref().map(|target| target.name.clone());
        let about = about.unwrap_or_default();
        let directive = match directive::parse(&text) {
            None => return,
            Some(Ok(directive)) => directive,
            Some(Err(message)) => return self.malformed(place, &file.path, about, message),
        };
        let Some(target) = target else {
            let message = "it stands at, or above, no block, attribute or entry";
            return self.malformed(place, &file.path, about, message.to_owned());
        };
        for word in directive.rules {
            let rule = match (self.code)(&word) {
                Ok(rule) => rule,
                Err(message) => {
                    self.malformed(place, &file.path, about.clone(), message);
                    continue;
                }
            };
            let text = Cover::Text(file.path.clone(), target.span);
            self.found.entries.push(Suppression {
                kind: Kind::Comment,
                rule,
                place,
                file: file.path.clone(),
                about: about.clone(),
                reason: directive.terms.reason.clone(),
                until: directive.terms.until,
                covers: std::iter::once(text).chain(part(&target)).collect(),
            });
        }
    }

    fn annotation(&mut self, place: Place, file: Arc<str>, word: &str, annotation: Annotation) {
        let Annotation { value, subjects } = annotation;
        let about = subjects
            .first()
            .map(|(_, name)| name.clone())
            .unwrap_or_default();
        let terms = match value {
            Some(text) => directive::annotation(&text),
            None => Err("its reason is no known text".to_owned()),
        };
        match ((self.code)(word), terms) {
            (Ok(rule), Ok(terms)) => self.found.entries.push(Suppression {
                kind: Kind::Annotation,
                rule,
                place,
                file,
                about,
                reason: terms.reason,
                until: terms.until,
                covers: subjects
                    .into_iter()
                    .map(|(root, name)| Cover::Subject(root, name))
                    .collect(),
            }),
            (Err(message), _) | (_, Err(message)) => self.malformed(place, &file, about, message),
        }
    }

    /// Rules that `[[allow]]` names are known: a run does not begin with others.
    fn allowed(&mut self, config: &Config, sources: &Sources) {
        for allow in &config.allow {
            let Ok(rule) = (self.code)(&allow.rule.value) else {
                continue;
            };
            let file = sources.get(allow.place.file);
            let subject = allow.subject.value.clone();
            let until = allow.until.as_ref();
            self.found.entries.push(Suppression {
                kind: Kind::Config,
                rule,
                place: allow.place,
                file: file.map(|file| file.path.clone()).unwrap_or_default(),
                about: subject.to_string(),
                reason: allow.reason.clone(),
                until: until.and_then(|until| Day::parse(&until.value)),
                covers: vec![Cover::Names(subject, Box::new(allow.clone()))],
            });
        }
    }

    fn malformed(&mut self, place: Place, file: &Arc<str>, about: String, message: String) {
        self.found.malformed.push(Malformed {
            place,
            file: file.clone(),
            about,
            message,
        });
    }

    fn bounded(mut self) -> (Suppressions, Option<Diagnostic>) {
        let found = &mut self.found;
        let first = found.entries.get(MOST).map(|entry| entry.place);
        let first = first.or_else(|| found.malformed.get(MOST).map(|entry| entry.place));
        found.entries.truncate(MOST);
        found.malformed.truncate(MOST);
        let error = first.map(|place| {
            let message = format!("more than {MOST} suppressions: this one and others do not hold");
            Diagnostic::error(Code::Limit, place, message)
        });
        (self.found, error)
    }
}

/// Whether a file belongs to the project.
fn is_own(path: &str) -> bool {
    !path.starts_with("archlint:") && path.split('/').all(|part| part != ".terraform")
}
