//! Every fact and every derived subject, with its type: the vocabulary of rules.
//!
//! Rules are checked against this page when they are loaded, docs/facts.md is generated from it,
//! and [`FactFunction::run`] answers. The conventions, which hold for every fact:
//!
//! - **Evidence.** A value that a fact makes has an origin that ends in hops of
//!   [`HopKind::Evidence`](crate::language::HopKind::Evidence), one for each step of the proof, in
//!   order, each with its place: subnet → association → route table → route → gateway. A list is
//!   proved by its own origin (an empty one too: "no route leads to an internet gateway, see
//!   here"), an element by the element's.
//! - **Open lists.** "All that …" is answered by a list. What may exist beyond the known elements
//!   (a module that was not loaded, a `for_each` over a variable, a join on an unknown) makes the
//!   list an unknown with these elements and `open`; what exists perhaps is an element that is
//!   not certain. Only a closed list proves that there is nothing.
//! - **Arguments** arrive as they are: an instance, a record of this catalogue, a reference (an
//!   unknown with an identity: `aws_subnet.a.id` denotes the instance of that subnet), or a
//!   literal id or ARN. A fact resolves references by the identity attributes of the provider
//!   tables. The engine answers for the rest itself: null is a rule error, an unknown without
//!   identity gives an unknown for its reasons.
//! - **What is not decided** is unknown with reasons that name what would decide it.

use crate::language::Value;
use crate::language::functions::Error;
use crate::source::Place;

use super::{
    Facts, addressability, alarms, aurora, backup, bucket_access, buckets, certificates, copies,
    database_port, doors, environment, exposure, groups, identities, ingress, load_balancers,
    placement, presence, region, statements, web_acls, zones,
};

/// What a value in a rule is, as far as it is known before anything runs.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A list.
    List(&'static Shape),
    /// An instance of one of these resource types, or a reference to one; of any type when empty.
    Resource(&'static [&'static str]),
    /// A Kubernetes object, or whatever else is written in a file and no table describes.
    Written,
    /// A record of this catalogue.
    Record(&'static Record),
}

/// An object that facts make.
#[derive(Debug)]
pub struct Record {
    /// Its name; of a derived subject the one that `subject = "…"` takes.
    pub name: &'static str,
    /// What it stands for.
    pub doc: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

impl Record {
    /// The field called `name`.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A field of a record.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub shape: Shape,
    /// What it says.
    pub doc: &'static str,
}

/// What a parameter of a fact takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// A value of this shape.
    Value(Shape),
    /// A resource type, written as a literal string, so that it can be checked at load.
    ResourceType,
    /// The name of an attribute, written as a literal string.
    Attribute,
}

/// A parameter of a fact.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// Answers a call. `place` is that of the call in the rule.
pub type Run = for<'a> fn(&Facts<'a>, &[Value], Place) -> Result<Value, Error>;

/// A fact: a function that only rules have.
#[derive(Debug)]
pub struct FactFunction {
    /// Its name.
    pub name: &'static str,
    /// Its parameters; all are needed.
    pub parameters: &'static [Parameter],
    /// What it answers.
    pub returns: Shape,
    /// What exactly it answers, in sentences.
    pub doc: &'static str,
    /// The answer.
    pub run: Run,
}

/// The fact called `name`.
pub fn fact(name: &str) -> Option<&'static FactFunction> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// The derived subject called `name`.
pub fn subject(name: &str) -> Option<&'static Record> {
    SUBJECTS.iter().copied().find(|record| record.name == name)
}

const fn thing(name: &'static str, shape: Shape) -> Parameter {
    Parameter {
        name,
        takes: Takes::Value(shape),
    }
}

const fn field(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field { name, shape, doc }
}

// Shapes that several entries use.

const DATABASE: Shape = Shape::Resource(&["aws_rds_cluster", "aws_db_instance"]);

const SUBNET: Shape = Shape::Resource(&["aws_subnet", "aws_default_subnet"]);

const SUBNET_GROUP: Shape = Shape::Resource(&[
    "aws_db_subnet_group",
    "aws_docdb_subnet_group",
    "aws_elasticache_subnet_group",
    "aws_memorydb_subnet_group",
    "aws_neptune_subnet_group",
    "aws_redshift_subnet_group",
    "aws_db_proxy",
]);

const DISTRIBUTION: Shape = Shape::Resource(&[
    "aws_cloudfront_distribution",
    "aws_cloudfront_distribution_tenant",
    "aws_cloudfront_multitenant_distribution",
]);

const ROUTES: Shape = Shape::List(&Shape::Record(&ROUTE));

/// Derived subjects: what rules name with `subject = "…"`. Each has a place, its header line, and
/// `name`, the address or id by which reports call it. The place of a field is the nearest place
/// of its value's origin ([`Origin::nearest`](crate::language::Origin::nearest)): the line that a
/// finding about the field points at; without one (a default), the finding points at the subject.
pub static SUBJECTS: &[&Record] = &[
    &BUCKET,
    &LOAD_BALANCER,
    &NETWORK_TIER,
    &NODES,
    &TIER,
    &WEB_ACL_ATTACHMENT,
    &WORKLOAD,
];

/// Buckets and what they are for.
pub static BUCKET: Record = Record {
    name: "bucket",
    doc: "An aws_s3_bucket.",
    fields: &[
        field("name", Shape::Text, "Its Terraform address."),
        field(
            "role",
            Shape::Text,
            "`ui`, or `none`. [roles] of archlint.toml decides, by address or name; then whether a \
             distribution serves it by default (alone, or as a member of an origin group), or it is \
             a website that does not only redirect; or its name or Name tag (ui, web, static, \
             assets, …) and an index.html among its objects, unless logs or trails are written to \
             it. What a bucket of the UI is replicated to is one as well.",
        ),
        field(
            "resource",
            Shape::Resource(&["aws_s3_bucket"]),
            "The instance.",
        ),
    ],
};

/// The inventory of both worlds.
pub static LOAD_BALANCER: Record = Record {
    name: "load_balancer",
    doc: "What takes traffic in from outside of the VPC or the cluster: `aws_lb`, `aws_alb`, \
          `aws_elb`, a Service of type LoadBalancer or with externalIPs, an Ingress, a Gateway. \
          Members of one IngressGroup are one load balancer each, and share scheme and web ACL. \
          What Kubernetes makes of a TargetGroupBinding is none.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "The Terraform address or `Kind/namespace/name`.",
        ),
        field(
            "kind",
            Shape::Text,
            "`application`, `network`, `classic`, `gateway` (GWLB), or `external-ip` (a Service \
             with externalIPs). Of a Service the one that its controller makes: `network` with \
             the AWS Load Balancer Controller or the annotation aws-load-balancer-type: nlb, \
             else `classic`. An Ingress that the AWS controller does not serve (class nginx) is \
             no load balancer: the Service of its controller is.",
        ),
        field(
            "application",
            Shape::Bool,
            "It is an Application Load Balancer. Other than `kind`, this is known (false) of a \
             Service whose controller is not.",
        ),
        field(
            "scheme",
            Shape::Text,
            "`internet-facing` or `internal`, by attribute, annotation, IngressClassParams, \
             LoadBalancerConfiguration, or default. Of a Service without a scheme: internal with \
             evidence of the AWS Load Balancer Controller (loadBalancerClass, type annotation, a \
             helm_release or module that installs it with its service webhook) or EKS Auto Mode; \
             internet-facing, the in-tree default, without; unknown when the evidence is. An \
             `external-ip` is internet-facing when one of its addresses is public. Place: the \
             line that decides.",
        ),
        field(
            "before_alb",
            Shape::Bool,
            "All target groups that its listeners forward to have target_type `alb`; false \
             without any.",
        ),
        field(
            "listeners",
            Shape::List(&Shape::Record(&LISTENER)),
            "What it listens on: the aws_lb_listeners of it, the listener blocks of an aws_elb; of \
             an Ingress its `listen-ports` (HTTP 80 without, HTTPS 443 without but with a \
             certificate), and the HTTPS one of a member of its group; of a Gateway its listeners. \
             Open when a module that was not loaded is given its ARN. Empty of Services.",
        ),
        field(
            "web_acl",
            Shape::Any,
            "Of an Ingress or a Gateway what names its web ACL: wafv2AclArn or wafv2AclName of \
             IngressClassParams, the annotation wafv2-acl-arn, wafv2-acl-name or waf-acl-id of it \
             or of a member of its group, wafV2.webACL of the LoadBalancerConfiguration; null \
             without. Place: its line. What is in force, `web_acls` answers.",
        ),
        field(
            "stack",
            Shape::Text,
            "Of an Ingress or a Gateway what the controller tags its load balancer with: its \
             group, else `namespace/name`; else null.",
        ),
        field(
            "resource",
            Shape::Any,
            "The resource instance or Kubernetes object itself.",
        ),
    ],
};

/// Who is given which web ACL.
pub static WEB_ACL_ATTACHMENT: Record = Record {
    name: "web_acl_attachment",
    doc: "Each attribute or annotation that gives something a web ACL: `web_acl_id` of a \
          distribution, `customizations` of a tenant, an association with anything but a \
          distribution, and what names one for an Ingress (once for a group) or a Gateway.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "The Terraform address or `Kind/namespace/name` of who names it.",
        ),
        field(
            "target",
            Shape::Text,
            "What is given it: `distribution`, which takes scope CLOUDFRONT, or `regional`, which \
             takes scope REGIONAL.",
        ),
        field(
            "named_by",
            Shape::Text,
            "The attribute, or `annotation`. Place: its line.",
        ),
        field(
            "acl",
            Shape::Any,
            "The web ACL: an instance, or the literal ARN, name or id of one outside of the scan.",
        ),
        field("scope", Shape::Text, "`CLOUDFRONT` or `REGIONAL`."),
        field(
            "region",
            Shape::Text,
            "The region that the web ACL is made in.",
        ),
        field(
            "target_region",
            Shape::Text,
            "The region that it has to be made in: that of the target (of an object that of all \
             clusters of the scan, where it is one), us-east-1 for CloudFront.",
        ),
        field(
            "same_region",
            Shape::Bool,
            "Both are the same region; two instances of one provider configuration are, whatever \
             its region.",
        ),
        field(
            "resource",
            Shape::Any,
            "Who names it: the distribution, the association, the object.",
        ),
    ],
};

/// A part of a VPC that fails by itself.
pub static NETWORK_TIER: Record = Record {
    name: "network_tier",
    doc: "The load balancers, the nodes or the databases of a VPC, taken together: internet-facing \
          `aws_lb`, `aws_alb` and `aws_elb`; all `nodes`; subnet groups of RDS, DocumentDB and \
          Neptune that a database stands in. What names no subnets is left out; where no file \
          tells the VPC, all of a root are one tier.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "`nodes of aws_vpc.main`; `nodes` where no file tells the VPC.",
        ),
        field(
            "kind",
            Shape::Text,
            "`databases`, `load balancers` or `nodes`.",
        ),
        field(
            "vpc",
            Shape::Resource(&["aws_vpc", "aws_default_vpc"]),
            "The VPC.",
        ),
        field(
            "resources",
            Shape::List(&Shape::Any),
            "Who stands in it: instances, and node classes as Kubernetes objects.",
        ),
        field(
            "subnets",
            Shape::List(&SUBNET),
            "The subnets that its resources stand in. Place: the line where the first of them \
             names its subnets.",
        ),
    ],
};

/// A part of the system that is watched as one.
pub static TIER: Record = Record {
    name: "tier",
    doc: "A part of the system that is watched as one: all databases of a region, its EKS \
          clusters, its Application Load Balancers, or the CloudFront distributions. Where a \
          region is not known, what takes it from one provider is one tier. It is called by its \
          first resource.",
    fields: &[
        field("name", Shape::Text, "The address of its first resource."),
        field(
            "kind",
            Shape::Text,
            "`database`, `compute`, `load-balancer` or `distribution`.",
        ),
        field(
            "region",
            Shape::Text,
            "Its region; of distributions us-east-1.",
        ),
        field("resource", Shape::Any, "Its first resource."),
    ],
};

/// What runs pods.
pub static WORKLOAD: Record = Record {
    name: "workload",
    doc: "What runs pods: Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Argo \
          Rollout, Pod without an owner in the scan; from manifests, kubernetes_* resources, \
          kubernetes_manifest and kubectl_manifest. Further what operators run for a resource \
          (Prometheus, a PostgreSQL Cluster) and what well-known Helm charts run, as far as their \
          values say; any other chart is one workload of kind `Chart`, of which nothing is known. An \
          aws_ecs_task_definition is one too.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "`Kind/namespace/name`, or the Terraform address.",
        ),
        field(
            "kind",
            Shape::Text,
            "Its kind: `Deployment`, also of a kubernetes_deployment_v1.",
        ),
        field(
            "namespace",
            Shape::Text,
            "Its namespace; `default` when none is written.",
        ),
        field(
            "role",
            Shape::Text,
            "What it is for: `api`, `metrics`, `db`, `ui`, or `none`. [roles] of archlint.toml \
             and the label or annotation archlint.dev/role decide before images, names, ports \
             and the Services, Ingresses and load balancers that lead to it.",
        ),
        field(
            "engine",
            Shape::Text,
            "The database that it runs: `postgres`, `mysql`, `mongodb`, `cockroachdb`, or `other` \
             of what is a database by say-so; null of what runs none, also where nothing else is \
             known of its role. Place: the image, port or chart that tells.",
        ),
        field(
            "scales",
            Shape::Bool,
            "It has replicas: true but for DaemonSets, Jobs, CronJobs, Pods and task definitions.",
        ),
        field(
            "min_replicas",
            Shape::Number,
            "The least number of replicas that run: minReplicas (default 1) of the \
             HorizontalPodAutoscaler that targets it, else minReplicaCount (default 0) of the \
             KEDA ScaledObject, else spec.replicas (default 1), which is unknown where not all is \
             known that is applied with it. Place: the line of the one that \
             counts, the header of the object that leaves it out.",
        ),
        field(
            "update",
            Shape::Text,
            "How its pods are replaced: `RollingUpdate`, the default, `Recreate` or `OnDelete`; \
             `canary` or `blueGreen` of an Argo Rollout and of a Deployment that a Flagger Canary \
             targets. Null of what is never updated (Jobs, Pods, ReplicaSets) or has no replicas.",
        ),
        field(
            "max_unavailable",
            Shape::Number,
            "Most replicas that a rolling update takes away at once while min_replicas run: \
             maxUnavailable, rounded down (default 25 %), or 1 where it and maxSurge, rounded up, \
             come to 0; of a StatefulSet 1. Null without a rolling update. Place: the line that \
             says it, the header of the object that leaves it out.",
        ),
        field(
            "doors",
            Shape::List(&Shape::Record(&DOOR)),
            "The ways by which traffic from outside of the cluster comes to it, which \
             `internet_doors` judges: Services with a load balancer, a port of the nodes or \
             addresses of their own that select its pods; Ingresses, routes and \
             TargetGroupBindings that lead to a Service of its; ports of the nodes that it opens \
             itself.",
        ),
        field(
            "recovery",
            Shape::Bool,
            "It belongs to the recovery region: its cluster does ([regions] of archlint.toml, \
             else the region of the secondary database); false for manifests of no known cluster.",
        ),
        field(
            "object",
            Shape::Written,
            "The object, as a manifest would write it.",
        ),
    ],
};

/// What pods run on.
pub static NODES: Record = Record {
    name: "nodes",
    doc: "What pods and tasks run on: aws_eks_node_group, aws_eks_fargate_profile, an \
          aws_autoscaling_group that a tag `kubernetes.io/cluster/…` joins to a cluster, an \
          aws_eks_cluster in Auto Mode with built-in node pools, an EC2NodeClass of Karpenter or a \
          NodeClass of EKS, an aws_ecs_service.",
    fields: &[
        field("name", Shape::Text, "The Terraform address or `Kind/name`."),
        field("kind", Shape::Text, "The resource type, or the kind."),
        field(
            "subnets",
            Shape::List(&SUBNET),
            "The subnets that nodes are placed in, as `subnets`; of a class those whose tags, the \
             provider's default_tags and every aws_ec2_tag included, its selector matches.",
        ),
        field(
            "resource",
            Shape::Any,
            "The resource instance or Kubernetes object itself.",
        ),
    ],
};

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
            "`load-balancer`, `node-port`, `host-port` or `target-group`.",
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
        field("classic", Shape::Bool, "It is of WAF Classic."),
        field(
            "scope",
            Shape::Text,
            "`CLOUDFRONT` or `REGIONAL`; of an ARN by its resource part.",
        ),
        field("region", Shape::Text, "The region it is made in."),
    ],
};

/// All facts, by name.
pub static FACTS: &[FactFunction] = &[
    FactFunction {
        name: "address",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::Text,
        doc: "How users write `thing`: the Terraform address of an instance, or of the instance \
              that a reference denotes; the name of a record that has one; the id of a Kubernetes \
              object; a string as it is.",
        run: presence::address,
    },
    FactFunction {
        name: "backup_rules",
        parameters: &[thing("resource", Shape::Resource(&[]))],
        returns: Shape::List(&Shape::Record(&BACKUP_RULE)),
        doc: "The rules of all AWS Backup plans of the same region and account that select \
              `resource`: what `resources` match by ARN or wildcard (everything without any), of \
              that what has one of the `selection_tag`s and meets all `condition`s (tags of the \
              provider's default_tags included), not taken back by `not_resources`. Evidence: \
              selection, plan, rule.",
        run: backup::backup_rules,
    },
    FactFunction {
        name: "blocked_internet_routes",
        parameters: &[thing("subnet", SUBNET)],
        returns: ROUTES,
        doc: "What `internet_routes` would hold were it not for an \
              aws_vpc_block_public_access_options with internet_gateway_block_mode = \
              block-bidirectional in the region and account of the VPC. Where the account is not \
              known, the block of a root that the VPC's has nothing to do with (no state or \
              reference leads from one to the other) is taken for that of another account.",
        run: exposure::blocked_internet,
    },
    FactFunction {
        name: "bucket_access",
        parameters: &[thing("bucket", Shape::Any)],
        returns: Shape::Record(&BUCKET_ACCESS),
        doc: "Who may read `bucket`, by what is attached to it. Open when a module that was not \
              loaded is given the bucket.",
        run: bucket_access::bucket_access,
    },
    FactFunction {
        name: "certificate",
        parameters: &[thing("distribution", DISTRIBUTION)],
        returns: Shape::Any,
        doc: "The ACM certificate that viewer_certificate names: the aws_acm_certificate (also \
              through an aws_acm_certificate_validation), the data source, or a literal ARN. Null \
              when there is none, or an empty string. Evidence: viewer_certificate, validation, \
              certificate.",
        run: certificates::certificate,
    },
    FactFunction {
        name: "copies",
        parameters: &[thing("database", DATABASE)],
        returns: Shape::List(&Shape::Record(&COPY)),
        doc: "What follows `database`. Members of its global cluster are those that name it as it \
              does (by reference, by the name of one in the scan, through a data source), in any \
              root, and the cluster that it was made of (source_db_cluster_identifier). Open when \
              the global cluster is not in the scan, when it is given to a module that was not \
              loaded, when the database is given to one whose source speaks of databases, or when \
              a root hands the global cluster on as an output and the scan has no other member.",
        run: copies::copies,
    },
    FactFunction {
        name: "data",
        parameters: &[Parameter {
            name: "type",
            takes: Takes::ResourceType,
        }],
        returns: Shape::List(&Shape::Resource(&[])),
        doc: "All instances of the data source `type` in the project, as `resources`.",
        run: presence::data,
    },
    FactFunction {
        name: "database_port",
        parameters: &[thing("database", Shape::Resource(&[]))],
        returns: Shape::Number,
        doc: "The port that `database` listens on: its `port`, else the one its engine has by \
              default; of an aws_db_proxy that of its engine_family.",
        run: database_port::database_port,
    },
    FactFunction {
        name: "databases",
        parameters: &[thing("subnet_group", SUBNET_GROUP)],
        returns: Shape::List(&Shape::Resource(&[])),
        doc: "The databases and caches placed in `subnet_group`: aws_rds_cluster, \
              aws_rds_cluster_instance, aws_db_instance, and the clusters and replication groups \
              of DocumentDB, ElastiCache, MemoryDB, Neptune, Redshift whose subnet group it is, by \
              reference or by equal literal name in one root. Open when a module that was not \
              loaded takes the group as an argument, or when another root may read it (an output \
              of its name that no root of the scan explains). An aws_db_proxy, which names its \
              subnets itself, stands for its databases: the list holds it.",
        run: placement::databases,
    },
    FactFunction {
        name: "environment",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::Text,
        doc: "The environment that `thing` belongs to: the one that is checked \
              ([project.environments]), else its tag Environment (default_tags of the provider \
              included), else the part of its root's path that names one. Usual names have one \
              form: `production`, `staging`, `test`, `development`, `integration`, `sandbox`, \
              `preview`. Null where nothing tells. Evidence for messages and severities, not for a \
              pass.",
        run: environment::environment,
    },
    FactFunction {
        name: "forwards",
        parameters: &[thing("resource", Shape::Resource(&[]))],
        returns: Shape::Bool,
        doc: "`resource` passes on what is not meant for it, as a NAT instance or a firewall does: \
              its source_dest_check is false.",
        run: addressability::forwards,
    },
    FactFunction {
        name: "has_acm_certificate",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::Bool,
        doc: "All certificates of `thing`, a distribution or a listener, are of ACM: an \
              aws_acm_certificate, its data source or validation, or an ARN of the service acm; \
              false without any, and of those of IAM. A listener of Kubernetes that names none has \
              one when each of its hosts is covered by an aws_acm_certificate of the scan.",
        run: certificates::has_acm_certificate,
    },
    FactFunction {
        name: "holders",
        parameters: &[thing("thing", Shape::Resource(&[]))],
        returns: Shape::List(&Shape::Record(&HOLDER)),
        doc: "Those who hold what `thing` allows: a role itself, the role, user or group of an \
              inline policy or an attachment, all that an aws_iam_policy is attached to (not those \
              that it bounds). Open when a module that was not loaded is given the policy.",
        run: identities::holders,
    },
    FactFunction {
        name: "ignores_changes",
        parameters: &[
            thing("resource", Shape::Resource(&[])),
            Parameter {
                name: "attribute",
                takes: Takes::Attribute,
            },
        ],
        returns: Shape::Bool,
        doc: "`lifecycle.ignore_changes` of `resource` holds `attribute`, or is `all`. Evidence: \
              its line.",
        run: presence::ignores_changes,
    },
    FactFunction {
        name: "ingress",
        parameters: &[
            thing("thing", Shape::Resource(&[])),
            thing("port", Shape::Number),
            thing("allowed", Shape::List(&Shape::Text)),
        ],
        returns: Shape::Record(&INGRESS),
        doc: "What may reach TCP `port` of `thing`, a resource or a security group, by its \
              security groups: inline `ingress` blocks, aws_security_group_rule and \
              aws_vpc_security_group_ingress_rule; a rule of protocol -1 is about all ports. \
              Managed prefix lists of the scan stand for their entries. Ranges within one of \
              `allowed` count as private. A resource that names no group has the default one of \
              its VPC, which lets in its own members unless an aws_default_security_group says \
              otherwise. Evidence: the resource, the attribute, the group, the rule, the line of \
              the range.",
        run: ingress::ingress,
    },
    FactFunction {
        name: "internet_doors",
        parameters: &[thing("workload", Shape::Record(&WORKLOAD))],
        returns: Shape::List(&Shape::Record(&DOOR)),
        doc: "The doors of `workload` that the internet reaches: load balancers that are \
              internet-facing, those behind a target group by their listeners and rules; ports of \
              nodes where `nodes` stand in subnets with `internet_routes`, of a host port those \
              that its node selector takes. Open where nothing in the scan says where nodes stand.",
        run: doors::internet_doors,
    },
    FactFunction {
        name: "internet_routes",
        parameters: &[thing("subnet", SUBNET)],
        returns: ROUTES,
        doc: "The routes by which the internet reaches `subnet`: to an internet or carrier \
              gateway with a destination that is not wholly private (RFC 1918, 100.64/10, unique \
              local, the ranges of the VPC), or to a firewall endpoint whose internet gateway \
              routes back. IPv6 routes count when the subnet has IPv6. The route table is that of \
              the explicit association, else the main table of the VPC \
              (aws_main_route_table_association, aws_default_route_table, else the implicit one \
              with its aws_route); the main table of a default VPC that nothing adopts leads to \
              the internet. Routes that public access blocking switches off are left out. \
              A subnet of a data source, or named by a literal id, is unknown, whatever its name \
              and tags say.",
        run: exposure::internet,
    },
    FactFunction {
        name: "is_boundary",
        parameters: &[thing("policy", Shape::Resource(&[]))],
        returns: Shape::Bool,
        doc: "`policy` is used as a permissions boundary, which allows nothing by itself, and is \
              attached to nobody.",
        run: identities::is_boundary,
    },
    FactFunction {
        name: "is_replica",
        parameters: &[thing("database", DATABASE)],
        returns: Shape::Bool,
        doc: "`database` is an aws_db_instance with `replicate_source_db`: a read replica, whose \
              source is what is backed up and fails over. Always false of an aws_rds_cluster.",
        run: aurora::is_replica,
    },
    FactFunction {
        name: "is_secondary",
        parameters: &[thing("database", DATABASE)],
        returns: Shape::Bool,
        doc: "`database` is an aws_rds_cluster that follows another one: a member of a global \
              cluster that is not its primary (it has no master user and no source of its own, \
              or is not the `source_db_cluster_identifier`), or one with \
              `replication_source_identifier`.",
        run: aurora::is_secondary,
    },
    FactFunction {
        name: "kind",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::Text,
        doc: "The resource type of an instance (or of the instance that a reference denotes), the \
              `kind` of a record, the kind of a Kubernetes object.",
        run: presence::kind,
    },
    FactFunction {
        name: "managed_policies",
        parameters: &[thing("thing", Shape::Resource(&[]))],
        returns: Shape::List(&Shape::Text),
        doc: "The names of the policies of AWS (arn:aws:iam::aws:policy/…) that `thing`, an \
              attachment or a role with managed_policy_arns, attaches.",
        run: identities::managed_policies,
    },
    FactFunction {
        name: "members",
        parameters: &[thing("database", DATABASE)],
        returns: Shape::List(&Shape::Record(&MEMBER)),
        doc: "The compute nodes that `database` certainly has. Of an Aurora cluster: each \
              aws_rds_cluster_instance whose cluster_identifier denotes it, and as many readers as \
              an aws_appautoscaling_target of its ReadReplicaCount adds to reach min_capacity, \
              which counts all readers of the cluster. Of a Multi-AZ DB cluster \
              (db_cluster_instance_class): three; of Aurora Serverless version 1: one. Of an \
              aws_db_instance: itself, and its standby when multi_az. Serverless v2 instances \
              count as any other. The list is closed when all instances of the project are known \
              and no module that was not loaded takes the cluster.",
        run: aurora::members,
    },
    FactFunction {
        name: "nat_routes",
        parameters: &[thing("subnet", SUBNET)],
        returns: ROUTES,
        doc: "The routes by which `subnet` reaches the internet, but not the other way round: \
              NAT gateways and instances, egress-only internet gateways. As `internet_routes` \
              else.",
        run: exposure::nat,
    },
    FactFunction {
        name: "owners",
        parameters: &[thing(
            "security_group",
            Shape::Resource(&["aws_security_group", "aws_default_security_group"]),
        )],
        returns: Shape::List(&Shape::Resource(&[])),
        doc: "Who has `security_group`: all whose `security_groups` hold it, launch templates and \
              network interfaces included.",
        run: groups::owners,
    },
    FactFunction {
        name: "publicly_addressed",
        parameters: &[
            thing("resource", Shape::Resource(&[])),
            thing("subnet", SUBNET),
        ],
        returns: Shape::Bool,
        doc: "`resource` has an address in `subnet` that the internet can send to: the subnet has \
              internet routes, and there is an elastic IP address, or the resource or what \
              launches it asks for a public address (associate_public_ip_address, \
              assign_public_ip, publicly_accessible), or says nothing and the subnet's \
              map_public_ip_on_launch gives instances one; of IPv6 likewise.",
        run: addressability::publicly_addressed,
    },
    FactFunction {
        name: "recovery_region",
        parameters: &[],
        returns: Shape::Text,
        doc: "The region that a smaller version of the system waits in: `dr` of [regions] in \
              archlint.toml, else that of the databases that follow others, if all are in one. \
              Null where nothing tells.",
        run: environment::recovery_region,
    },
    FactFunction {
        name: "region",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::Text,
        doc: "The region of an instance: its own `region` argument (provider 6), else the region \
              of its provider configuration, as modules hand it on; of a literal ARN its region \
              field; of a global service us-east-1. Unknown when the provider takes it from the \
              shell. Evidence: the resource, the provider block, the line that sets the region.",
        run: region::region,
    },
    FactFunction {
        name: "resources",
        parameters: &[Parameter {
            name: "type",
            takes: Takes::ResourceType,
        }],
        returns: Shape::List(&Shape::Resource(&[])),
        doc: "All managed instances of `type` over all roots of the project, ordered by root and \
              address. Those with an unknown count are perhaps there. Open when an input could not \
              be read, or when the source of a module that was not loaded matches the rule's \
              hidden_in.",
        run: presence::resources,
    },
    FactFunction {
        name: "security_groups",
        parameters: &[thing("resource", Shape::Resource(&[]))],
        returns: Shape::List(&Shape::Resource(&[
            "aws_security_group",
            "aws_default_security_group",
        ])),
        doc: "The security groups of `resource`: those of its attributes and blocks \
              (`vpc_security_group_ids`, `security_group_ids`, `security_groups`, `vpc_config`, \
              `network_configuration`, ...), of its launch template or configuration and its \
              network interfaces, and those attached by aws_network_interface_sg_attachment or \
              aws_vpc_endpoint_security_group_association; without any, of what needs one, the \
              default one of its VPC. Open when one of them is not of the scan. Evidence: the \
              attribute, the group.",
        run: groups::security_groups,
    },
    FactFunction {
        name: "statements",
        parameters: &[thing("thing", Shape::Resource(&[]))],
        returns: Shape::List(&Shape::Record(&STATEMENT)),
        doc: "The statements of the policy that stands in `thing` (`policy`, of a role its \
              inline_policy blocks): JSON known in whole or in part, or what an \
              aws_iam_policy_document puts together of its statements, source and override \
              documents.",
        run: statements::statements,
    },
    FactFunction {
        name: "subnets",
        parameters: &[thing("resource", Shape::Resource(&[]))],
        returns: Shape::List(&SUBNET),
        doc: "The subnets that `resource` is placed in: its `subnet_ids`, `subnets`, \
              `subnet_mapping`, `vpc_zone_identifier`, `vpc_config`, or those of the subnet group \
              it names. Each element is the instance that the id denotes, else the value as it \
              stands (a literal id, a reference to a data source). Evidence: the attribute.",
        run: placement::subnets,
    },
    FactFunction {
        name: "unalarmed",
        parameters: &[
            thing("tier", Shape::Record(&TIER)),
            thing("alarms", Shape::List(&Shape::Any)),
        ],
        returns: Shape::List(&Shape::Text),
        doc: "The signals of `tier` that no alarm in its region watches: of `cpu`, `memory`, \
              `disk`, `network`, `requests` and `health` those that such a tier has. An alarm \
              watches what its metric carries, or the metrics of its metric_query blocks (metric \
              math, anomaly detection), its query (SELECT, SEARCH), or its PromQL; alerts of \
              PrometheusRule objects and of aws_prometheus_rule_group_namespace count, in whatever \
              region. CloudFront and Route 53 publish in us-east-1 only. `alarms` are all alarms, as \
              `resources` gives them: what may exist beside them may watch anything.",
        run: alarms::unalarmed,
    },
    FactFunction {
        name: "unseen",
        parameters: &[
            thing("tier", Shape::Record(&TIER)),
            thing("dashboards", Shape::List(&Shape::Any)),
        ],
        returns: Shape::List(&Shape::Text),
        doc: "The signals of `tier` that no widget of an aws_cloudwatch_dashboard shows. As \
              `unalarmed` else.",
        run: alarms::unseen,
    },
    FactFunction {
        name: "versioning",
        parameters: &[thing("bucket", Shape::Any)],
        returns: Shape::Record(&VERSIONING),
        doc: "Whether `bucket` keeps versions of its objects.",
        run: buckets::versioning,
    },
    FactFunction {
        name: "vpc_origins",
        parameters: &[thing("load_balancer", Shape::Record(&LOAD_BALANCER))],
        returns: Shape::List(&Shape::Resource(&["aws_cloudfront_vpc_origin"])),
        doc: "The VPC origins by which CloudFront reaches `load_balancer`.",
        run: load_balancers::vpc_origins,
    },
    FactFunction {
        name: "web_acl_associations",
        parameters: &[thing("resource", Shape::Resource(&[]))],
        returns: Shape::List(&Shape::Resource(&[
            "aws_wafv2_web_acl_association",
            "aws_wafregional_web_acl_association",
        ])),
        doc: "The associations whose resource_arn denotes `resource`, whether they can have any \
              effect or not.",
        run: web_acls::web_acl_associations,
    },
    FactFunction {
        name: "web_acls",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::List(&Shape::Record(&WEB_ACL)),
        doc: "The web ACLs in force on `thing`. Of a distribution the one that `web_acl_id` \
              names, of a tenant the one of its customizations, else that of its distribution, \
              none when its action is `disable`; of a load balancer of Terraform those of its \
              associations; of an Ingress or a Gateway (a record of load_balancer) what it names, \
              none when that is `none`, without any those of associations with an aws_lb data \
              source that finds its stack by tag. A value that is null or an empty string names \
              none, nor does a web ACL that does not exist (count = 0). A literal ARN counts when \
              it is that of a web ACL, any other literal of a distribution is a WAF Classic id. \
              Open when a module that was not loaded is given the ARN of the load balancer. \
              Evidence: the attribute or the association, the ACL.",
        run: web_acls::web_acls,
    },
    FactFunction {
        name: "zones",
        parameters: &[thing("thing", Shape::Any)],
        returns: Shape::List(&Shape::Text),
        doc: "The Availability Zones that `thing`, a resource or a list of subnets, stands in: no two elements are the same zone, \
              certain ones are provably different. Of a subnet its own, of a list of subnets \
              theirs; of a database those written for its members, and those of its subnet group \
              if AWS places one of them. A group outside of the scan has two zones at least, since \
              AWS makes no other. Zones of one aws_availability_zones data source at different \
              indexes are different; where nothing tells two zones apart, only one of them is \
              certain. Wavelength and local zones do not count.",
        run: zones::zones,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_sorted() {
        let names: Vec<&str> = FACTS.iter().map(|fact| fact.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        let names: Vec<&str> = SUBJECTS.iter().map(|subject| subject.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    #[test]
    fn facts_do_not_shadow_functions() {
        for fact in FACTS {
            assert!(
                crate::language::functions::lookup(fact.name).is_none(),
                "{} is a function of the language",
                fact.name
            );
        }
    }
}
