//! Records: what facts answer with where one value does not do.

use super::{Record, Shape, field};

/// A way out of or into a subnet.
pub static ROUTE: Record = Record {
    name: "route",
    doc: "A route that applies to a subnet. Its origin is the whole proof: the subnet, the \
          association or the lack of one, the route table, the route, the gateway.",
    fields: &[
        field(
            "destination",
            Shape::Text,
            "The range: `0.0.0.0/0`, or the id of a prefix list.",
        ),
        field(
            "target",
            Shape::Any,
            "The gateway: an instance, a reference, or a literal id.",
        ),
        field("table", Shape::Any, "The route table."),
        field(
            "path",
            Shape::Text,
            "The proof in one line: `aws_subnet.a → (no association, main table) \
             aws_default_route_table.main → 0.0.0.0/0 → aws_internet_gateway.this`.",
        ),
    ],
};

/// What reaches a port.
pub static INGRESS: Record = Record {
    name: "ingress",
    doc: "What may reach a TCP port by the security groups before it, all rules of all of them \
          taken together. Ranges within RFC 1918, 100.64/10, unique local and link-local, those \
          of a VPC or subnet, and those that the call allows are private.",
    fields: &[
        field(
            "internet",
            Shape::Bool,
            "Public ranges make a block shorter than /8 together: 0.0.0.0/0, but also 0.0.0.0/1 \
             with 128.0.0.0/1.",
        ),
        field(
            "cloudfront",
            Shape::Bool,
            "The prefix list of CloudFront's origin-facing addresses is let in, which anybody's \
             distribution uses.",
        ),
        field(
            "public",
            Shape::Bool,
            "Some public range is let in, CloudFront included.",
        ),
        field(
            "range",
            Shape::Text,
            "The ranges that decide: those of the internet, else CloudFront's, else the public \
             ones; null when there are none. Place: the line of the first.",
        ),
        field(
            "path",
            Shape::Text,
            "The proof in one line: `aws_rds_cluster.db → aws_security_group.db → \
             aws_vpc_security_group_ingress_rule.all → 0.0.0.0/0`.",
        ),
        field(
            "sources",
            Shape::List(&Shape::Record(&SOURCE)),
            "All that is let in.",
        ),
    ],
};

/// What a load balancer listens on.
pub static LISTENER: Record = Record {
    name: "listener",
    doc: "What a load balancer listens on.",
    fields: &[
        field(
            "protocol",
            Shape::Text,
            "`HTTP`, `HTTPS`, `TCP`, …: HTTP without one. Place: its line.",
        ),
        field("port", Shape::Number, "The port."),
        field(
            "plain",
            Shape::Bool,
            "It speaks HTTP and does something else with a request than redirect it to HTTPS or \
             answer it itself (fixed-response): its default actions, its rules; of an Ingress \
             neither `ssl-redirect` of a member of its group nor an action of its own redirects; \
             of a Gateway a rule of an HTTPRoute lacks a RequestRedirect with scheme https.",
        ),
        field(
            "certificates",
            Shape::List(&Shape::Any),
            "What names its certificates: ARNs, as they are written. Of an Ingress those of its \
             class, its annotation, a member of its group.",
        ),
        field(
            "hosts",
            Shape::List(&Shape::Text),
            "The names for which the controller looks for a certificate when none is named.",
        ),
        field(
            "resource",
            Shape::Any,
            "The listener, or the resource or object that holds it.",
        ),
    ],
};

/// Something that a rule of a security group lets in.
pub static SOURCE: Record = Record {
    name: "source",
    doc: "Something that a rule of a security group lets in.",
    fields: &[
        field(
            "kind",
            Shape::Text,
            "`internet` (a range that is part of a public block shorter than /8), `public`, \
             `private`, `cloudfront`, `group` (members of another security group), or `self`.",
        ),
        field(
            "range",
            Shape::Text,
            "The range or prefix list; null for a group.",
        ),
        field("group", Shape::Any, "The security group; null for a range."),
        field("rule", Shape::Resource(&[]), "Who holds the rule."),
        field(
            "balancers",
            Shape::List(&Shape::Resource(&["aws_lb", "aws_alb", "aws_elb"])),
            "The load balancers that carry the group and face the internet: the way by which \
             the internet is meant to come.",
        ),
        field("path", Shape::Text, "As that of `ingress`."),
    ],
};

/// Who may read a bucket.
pub static BUCKET_ACCESS: Record = Record {
    name: "bucket_access",
    doc: "Who may read a bucket.",
    fields: &[
        field(
            "blocked",
            Shape::Bool,
            "All four settings of aws_s3_bucket_public_access_block are on, each for the bucket or \
             for its account.",
        ),
        field(
            "has_block",
            Shape::Bool,
            "The bucket or its account has such settings, whatever they are. Place: theirs.",
        ),
        field(
            "public_policy",
            Shape::Bool,
            "Its policy lets in everybody: a statement that allows, for `*`, AWS `*` or a \
             NotPrincipal, without a condition on where a request comes from (aws:SourceArn, \
             aws:PrincipalOrgID, aws:SourceVpce, …; a Referer is none), and no setting makes it \
             void. Place: the policy.",
        ),
        field(
            "public_acl",
            Shape::Bool,
            "Its ACL lets in everybody, or everybody with an account at AWS, and neither a setting \
             nor BucketOwnerEnforced makes it void. Place: the ACL.",
        ),
        field(
            "cloudfront",
            Shape::Bool,
            "Its policy lets in CloudFront: its service, or an origin access identity.",
        ),
    ],
};

/// Whether versions of objects are kept.
pub static VERSIONING: Record = Record {
    name: "versioning",
    doc: "Whether versions of objects are kept.",
    fields: &[
        field(
            "status",
            Shape::Text,
            "`Enabled`, `Suspended` or `Disabled`: of the aws_s3_bucket_versioning of a bucket, \
             else of its own versioning block; `Disabled` without. Place: its line.",
        ),
        field(
            "resource",
            Shape::Resource(&["aws_s3_bucket_versioning"]),
            "The aws_s3_bucket_versioning; null without one.",
        ),
    ],
};

/// A statement of a policy.
pub static STATEMENT: Record = Record {
    name: "statement",
    doc: "A statement of a policy document. Where one text stands for a list, it is a list of one.",
    fields: &[
        field("effect", Shape::Text, "`Allow` or `Deny`."),
        field("actions", Shape::List(&Shape::Text), "Its Action."),
        field("not_actions", Shape::List(&Shape::Text), "Its NotAction."),
        field(
            "not_resources",
            Shape::List(&Shape::Text),
            "Its NotResource.",
        ),
        field("resources", Shape::List(&Shape::Text), "Its Resource."),
        field(
            "everything",
            Shape::Bool,
            "It allows all actions, or all but those of its NotAction, on all resources.",
        ),
        field(
            "service_wide",
            Shape::Bool,
            "It allows all actions of a service (`s3:*`) on all resources.",
        ),
    ],
};

/// Who holds what a policy allows.
pub static HOLDER: Record = Record {
    name: "holder",
    doc: "Who holds what a policy allows.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "The address of a role; else its name, or that of a user or group.",
        ),
        field(
            "kind",
            Shape::Text,
            "`workload`: a role that EC2, ECS tasks, Fargate pods, Lambda, EKS Pod Identity, App \
             Runner or the identity provider of a cluster may take; `other`: any other role; \
             `user`: a user or a group.",
        ),
        field("resource", Shape::Any, "The role, or what names it."),
    ],
};

/// A role that pods of a service account take.
pub static ACCOUNT_ROLE: Record = Record {
    name: "account_role",
    doc: "An IAM role that pods of a service account are given. Its origin is the whole way: the \
          account, what names the role, the role.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "The address of the role; its ARN where it is not in the scan.",
        ),
        field(
            "role",
            Shape::Resource(&["aws_iam_role"]),
            "The role: an instance, or the ARN of one outside of the scan.",
        ),
        field(
            "way",
            Shape::Text,
            "`annotation` (IAM roles for service accounts) or `association` (EKS Pod Identity).",
        ),
        field(
            "trusted",
            Shape::Bool,
            "The trust policy of the role lets the account take it that way: a statement allows \
             sts:AssumeRoleWithWebIdentity to the identity provider of a cluster, and its \
             conditions on `sub` hold of `system:serviceaccount:NAMESPACE:NAME`; or one allows \
             sts:AssumeRole to pods.eks.amazonaws.com, and its conditions on \
             aws:RequestTag/kubernetes-namespace and kubernetes-service-account hold. Place: the \
             statement.",
        ),
    ],
};

/// Whom a role trusts.
pub static TRUSTED_ACCOUNT: Record = Record {
    name: "trusted_account",
    doc: "Service accounts that a role trusts by the identity provider of a cluster.",
    fields: &[
        field(
            "subject",
            Shape::Text,
            "What a condition on `sub` asks for: `system:serviceaccount:NAMESPACE:NAME`, with the \
             wildcards of StringLike; `*` without such a condition. Place: its line.",
        ),
        field(
            "exact",
            Shape::Bool,
            "It is one account: no wildcard that counts.",
        ),
        field("provider", Shape::Any, "The identity provider."),
    ],
};

/// A way in.
pub static DOOR: Record = Record {
    name: "door",
    doc: "A way by which traffic from outside of a cluster comes to a workload. Its origin is the \
          whole way: what it begins with, the Service, the workload.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "What it begins with: `Ingress/shop/api`.",
        ),
        field(
            "kind",
            Shape::Text,
            "`load-balancer`, `node-port`, `host-port`, `target-group`, or `address` (one of the \
             containers' own).",
        ),
        field(
            "scheme",
            Shape::Text,
            "Of a load balancer `internet-facing` or `internal`: its own, or that of the \
             controller that serves the Ingress; else null.",
        ),
        field(
            "target",
            Shape::Any,
            "The target group that is named, or the node selector of pods that open a host port.",
        ),
    ],
};

/// A rule of an AWS Backup plan that selects a resource.
pub static BACKUP_RULE: Record = Record {
    name: "backup_rule",
    doc: "A rule of an AWS Backup plan, with the selection that names the resource.",
    fields: &[
        field("plan", Shape::Resource(&["aws_backup_plan"]), "The plan."),
        field(
            "days",
            Shape::Number,
            "How long copies are kept: lifecycle.delete_after; without one they are kept for ever, \
             which is 36500.",
        ),
        field(
            "continuous",
            Shape::Bool,
            "enable_continuous_backup: any point in time.",
        ),
        field(
            "daily",
            Shape::Bool,
            "The schedule makes a copy at least every day; the default schedule does.",
        ),
        field(
            "regions",
            Shape::List(&Shape::Text),
            "Regions that copies are kept in: the vault's, and those of its copy actions.",
        ),
        field(
            "elsewhere",
            Shape::Bool,
            "One of its copy actions leads to another region than that of the plan, in which the \
             resource is as well.",
        ),
    ],
};

/// A compute node of a database.
pub static MEMBER: Record = Record {
    name: "member",
    doc: "A compute node of a database: what answers queries.",
    fields: &[
        field(
            "resource",
            Shape::Any,
            "The aws_rds_cluster_instance, the cluster or instance that implies it, or the \
             aws_appautoscaling_target that adds it.",
        ),
        field(
            "zone",
            Shape::Any,
            "The Availability Zone that is written for it; null when AWS chooses.",
        ),
    ],
};

/// A copy of a database.
pub static COPY: Record = Record {
    name: "copy",
    doc: "What follows a database: another member of its global cluster, a replica, or its backups \
          where they are replicated.",
    fields: &[
        field("name", Shape::Text, "Its Terraform address."),
        field("resource", Shape::Any, "The instance."),
        field(
            "way",
            Shape::Text,
            "`global` (a member of the same global cluster), `replica` (an aws_rds_cluster with \
             replication_source_identifier, an aws_db_instance with replicate_source_db) or \
             `backup` (aws_db_instance_automated_backups_replication).",
        ),
        field(
            "elsewhere",
            Shape::Bool,
            "It stands in another region than the database. Unknown where a region is, even if the \
             two have different providers; false where both take theirs from one provider.",
        ),
    ],
};

/// A web ACL in force.
pub static WEB_ACL: Record = Record {
    name: "web_acl",
    doc: "A web ACL that is attached.",
    fields: &[
        field(
            "acl",
            Shape::Any,
            "The web ACL: an instance, or the literal ARN of one outside of the scan.",
        ),
        field(
            "by_id",
            Shape::Bool,
            "It is named by its id, where AWS takes ARNs only.",
        ),
        field("classic", Shape::Bool, "It is of WAF Classic."),
        field(
            "scope",
            Shape::Text,
            "`CLOUDFRONT` or `REGIONAL`; of an ARN by its resource part.",
        ),
        field("region", Shape::Text, "The region it is made in."),
    ],
};
