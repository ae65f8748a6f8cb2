//! The tables as a whole: that each declaration is one, and agrees with the others.

mod catalogue;
mod grammar;
mod lookup;

use std::collections::BTreeSet;

use crate::providers::schema::Body;
use crate::providers::table::{self, Kind};
use crate::providers::*;

fn all() -> Vec<(Kind, &'static str, Schema)> {
    let parsed = table::DECLARATIONS.iter().map(|declaration| {
        let name = declaration.name;
        let schema = table::parse(declaration.text);
        let schema = schema.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(schema.name, name);
        (declaration.kind, name, schema)
    });
    parsed.collect()
}

/// Every attribute of every declaration with its path; shapes are followed by nobody, since they
/// are declarations too.
fn every_attribute(visit: &mut dyn FnMut(Kind, &str, &str, &Attribute)) {
    fn walk(
        kind: Kind,
        name: &str,
        path: &str,
        attributes: &[Attribute],
        visit: &mut dyn FnMut(Kind, &str, &str, &Attribute),
    ) {
        for attribute in attributes {
            let path = match path {
                "" => attribute.name.to_owned(),
                _ => format!("{path}.{}", attribute.name),
            };
            visit(kind, name, &path, attribute);
            if let AttributeType::Nested(Nested {
                body: Body::Own(attributes),
                ..
            }) = &attribute.ty
            {
                walk(kind, name, &path, attributes, visit);
            }
        }
    }
    for (kind, name, schema) in all() {
        walk(kind, name, "", &schema.attributes, visit);
    }
}

#[test]
fn every_declaration_parses_and_stands_once() {
    let mut seen = BTreeSet::new();
    for (kind, name, schema) in all() {
        assert!(seen.insert((kind, name)), "{name} stands twice");
        assert!(!schema.attributes.is_empty(), "{name} has no attributes");
    }
    let of = |wanted| seen.iter().filter(|(kind, _)| *kind == wanted).count();
    assert!(
        of(Kind::Resource) > 700,
        "{} resource types",
        of(Kind::Resource)
    );
    assert!(of(Kind::Data) > 250, "{} data sources", of(Kind::Data));
}

#[test]
fn the_tables_stay_small() {
    let size: usize = table::DECLARATIONS.iter().map(|one| one.text.len()).sum();
    assert!(size < 1_000_000, "{size} bytes");
}

#[test]
fn aliases_name_attributes_of_the_same_type() {
    every_attribute(&mut |_, name, path, attribute| {
        if let Some(other) = attribute.alias_of {
            assert!(!path.contains('.'), "{name}.{path}");
            let other = resource(name).and_then(|s| s.attribute(other));
            let other = other.unwrap_or_else(|| panic!("{name}.{path}"));
            assert!(matches!(other.ty, AttributeType::String), "{name}.{path}");
            assert_eq!(other.alias_of, None, "{name}.{path}");
        }
    });
}

#[test]
fn defaults_fit_their_attributes() {
    fn fits(default: &Literal, ty: &AttributeType) -> bool {
        match (default, ty) {
            (Literal::Bool(_), AttributeType::Bool)
            | (Literal::Number(_), AttributeType::Number)
            | (Literal::String(_), AttributeType::String)
            | (Literal::Empty, AttributeType::Nested(_)) => true,
            (Literal::List(items), AttributeType::List(ty) | AttributeType::Set(ty)) => {
                items.iter().all(|item| fits(item, ty))
            }
            _ => false,
        }
    }
    every_attribute(&mut |kind, name, path, attribute| {
        if let Some(default) = &attribute.default {
            let known = matches!(
                attribute.absent(u64::MAX),
                Absent::Value(_) | Absent::EmptyBlock
            );
            assert!(known, "{name}.{path}");
            assert!(fits(default, &attribute.ty), "{name}.{path}: {default:?}");
            let optional = matches!(attribute.mode, Mode::Optional | Mode::OptionalComputed);
            assert!(optional, "{kind:?} {name}.{path}");
            if *default == Literal::Empty {
                let needed = attribute
                    .attributes()
                    .iter()
                    .filter(|a| a.mode == Mode::Required);
                // An absent log block says "off" although a written one has to name its bucket.
                assert!(
                    needed.count() == 0 || attribute.name.ends_with("_logs"),
                    "{name}.{path}"
                );
            }
        }
    });
}

#[test]
fn shapes_exist() {
    let mut used = BTreeSet::new();
    every_attribute(&mut |_, name, path, attribute| {
        if let AttributeType::Nested(nested) = &attribute.ty
            && let Some(shape) = nested.shape()
        {
            assert!(table::shape(shape).is_some(), "{name}.{path}");
            used.insert(shape);
        }
    });
    let declared: BTreeSet<&str> = table::DECLARATIONS
        .iter()
        .filter(|declaration| declaration.kind == Kind::Shape)
        .map(|declaration| declaration.name)
        .collect();
    assert_eq!(used, declared);
}

#[test]
fn identities_stand_at_the_top_and_are_strings() {
    every_attribute(&mut |_, name, path, attribute| {
        if attribute.identity {
            assert!(!path.contains('.'), "{name}.{path}");
            let text = matches!(attribute.ty, AttributeType::String);
            assert!(text, "{name}.{path}");
        }
    });
    for (kind, name, schema) in all() {
        if kind == Kind::Resource {
            for attribute in ["id", "arn"] {
                if let Some(found) = schema.attribute(attribute) {
                    assert!(found.identity, "{name}.{attribute}");
                }
            }
        }
    }
}

#[test]
fn regions() {
    for name in [
        "aws_iam_role",
        "aws_cloudfront_distribution",
        "aws_route53_record",
        "aws_budgets_budget",
        "aws_ce_anomaly_monitor",
        "aws_waf_web_acl",
        "aws_shield_protection",
        "aws_globalaccelerator_accelerator",
        "aws_s3_account_public_access_block",
    ] {
        assert!(resource(name).unwrap().is_global(), "{name}");
    }
    for name in [
        "aws_vpc",
        "aws_wafv2_web_acl",
        "aws_acm_certificate",
        "aws_s3_bucket",
    ] {
        assert!(!resource(name).unwrap().is_global(), "{name}");
    }
    for (_, name, schema) in all() {
        if name.starts_with("aws_") {
            let region = schema.attribute("region").is_some();
            assert_ne!(region, schema.is_global(), "{name}");
        }
    }
}
