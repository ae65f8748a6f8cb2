//! The tables of the AWS provider, version 6: one file a service.
//!
//! Types, modes and nesting are those of the provider's own schema (6.25), with what rules read of
//! later versions. Defaults are those of
//! its documentation: what the provider, or the service behind it, takes when an argument is
//! absent. A default that depends on other arguments is not in the tables.

mod data;

pub(super) use data::read;

/// What ids that AWS makes, and all names of its resources, begin with.
pub(super) fn prefix(type_name: &str, name: &str) -> Option<&'static str> {
    match (type_name, name) {
        ("aws_security_group" | "aws_default_security_group", "id") => Some("sg-"),
        ("aws_subnet" | "aws_default_subnet", "id") => Some("subnet-"),
        ("aws_vpc" | "aws_default_vpc", "id") => Some("vpc-"),
        (_, "arn") if type_name.starts_with("aws_") => Some("arn:"),
        _ => None,
    }
}

/// The text of the tables.
pub(super) const TABLES: &[&str] = &[
    include_str!("tables/acm.txt"),
    include_str!("tables/analytics.txt"),
    include_str!("tables/apigateway.txt"),
    include_str!("tables/audit.txt"),
    include_str!("tables/autoscaling.txt"),
    include_str!("tables/backup.txt"),
    include_str!("tables/cloudfront.txt"),
    include_str!("tables/cloudwatch.txt"),
    include_str!("tables/cognito.txt"),
    include_str!("tables/compute.txt"),
    include_str!("tables/cost.txt"),
    include_str!("tables/delivery.txt"),
    include_str!("tables/dms.txt"),
    include_str!("tables/docdb.txt"),
    include_str!("tables/dsql.txt"),
    include_str!("tables/dynamodb.txt"),
    include_str!("tables/ec2.txt"),
    include_str!("tables/ecr.txt"),
    include_str!("tables/ecs.txt"),
    include_str!("tables/efs.txt"),
    include_str!("tables/eks.txt"),
    include_str!("tables/elasticache.txt"),
    include_str!("tables/elb.txt"),
    include_str!("tables/events.txt"),
    include_str!("tables/globalaccelerator.txt"),
    include_str!("tables/iam.txt"),
    include_str!("tables/identity.txt"),
    include_str!("tables/kinesis.txt"),
    include_str!("tables/kms.txt"),
    include_str!("tables/lambda.txt"),
    include_str!("tables/memorydb.txt"),
    include_str!("tables/messaging.txt"),
    include_str!("tables/meta.txt"),
    include_str!("tables/neptune.txt"),
    include_str!("tables/networkfirewall.txt"),
    include_str!("tables/observability.txt"),
    include_str!("tables/opensearch.txt"),
    include_str!("tables/rds.txt"),
    include_str!("tables/redshift.txt"),
    include_str!("tables/route53.txt"),
    include_str!("tables/s3.txt"),
    include_str!("tables/secrets.txt"),
    include_str!("tables/ssm.txt"),
    include_str!("tables/transit.txt"),
    include_str!("tables/vpc.txt"),
    include_str!("tables/waf.txt"),
];
