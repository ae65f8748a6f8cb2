//! The facts: what a rule can call beyond the functions of the language.

use super::records::{
    ACCOUNT_ROLE, BACKUP_RULE, BUCKET_ACCESS, COPY, DOOR, HOLDER, INGRESS, MEMBER, ROUTE,
    STATEMENT, TRUSTED_ACCOUNT, VERSIONING, WEB_ACL,
};
use super::subjects::{LOAD_BALANCER, SERVICE_ACCOUNT, TIER, WORKLOAD};
use super::{FactFunction, Parameter, SUBNET, Shape, Takes, thing};
use crate::facts::access::{account_roles, identities, statements, trust};
use crate::facts::data::{aurora, backup, bucket_access, buckets, clients, copies};
use crate::facts::edge::{certificates, doors, load_balancers, web_acls};
use crate::facts::network::{addressability, exposure, placement, zones};
use crate::facts::observation::alarms;
use crate::facts::security_groups::{database_port, groups, ingress};
use crate::facts::{environment, presence, region};

// Shapes that several facts take.

const DATABASE: Shape = Shape::Resource(&["aws_rds_cluster", "aws_db_instance"]);

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

/// All facts, by name.
pub static FACTS: &[FactFunction] = &[
    FactFunction {
        name: "account_roles",
        parameters: &[thing("account", Shape::Record(&SERVICE_ACCOUNT))],
        returns: Shape::List(&Shape::Record(&ACCOUNT_ROLE)),
        doc: "The IAM roles that pods of `account` are given: the one that its annotation names (by \
              reference, or by the name in an ARN where one role of the scan has it), and those of \
              every aws_eks_pod_identity_association of its namespace and name. Where associations \
              of several clusters name it, each is perhaps the one of its cluster.",
        run: account_roles::account_roles,
    },
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
              that its node selector takes. Open where nothing in the scan says where nodes stand. Of \
              a task those of the services that run it, of an instance its own: target groups and \
              load balancers that they register with, and addresses on the internet \
              (`publicly_addressed`) whose security groups let it in to a port of the containers.",
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
              and no module that was not loaded takes its id, its ARN or all of it.",
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
              be read, or when the source or the name of a module that was not loaded matches the \
              rule's hidden_in.",
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
        parameters: &[thing("resource", Shape::Any)],
        returns: Shape::List(&SUBNET),
        doc: "The subnets that `resource` is placed in: its `subnet_ids`, `subnets`, \
              `subnet_mapping`, `vpc_zone_identifier`, `vpc_config`, or those of the subnet group \
              it names. Each element is the instance that the id denotes, else the value as it \
              stands (a literal id, a reference to a data source). Of a record of load_balancer that a controller makes those \
              that are named for it (`placement`: ids, or Name tags), else those of the VPC of the \
              cluster that have the tag kubernetes.io/role/elb, of an internal one \
              kubernetes.io/role/internal-elb; open where none is found. Evidence: the attribute.",
        run: placement::subnets,
    },
    FactFunction {
        name: "trusted_accounts",
        parameters: &[thing("role", Shape::Resource(&["aws_iam_role"]))],
        returns: Shape::List(&Shape::Record(&TRUSTED_ACCOUNT)),
        doc: "The service accounts that the trust policy of `role` lets take it by the identity \
              provider of a cluster (sts:AssumeRoleWithWebIdentity). What a statement for EKS Pod \
              Identity lets in, associations tell.",
        run: trust::trusted_accounts,
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
        name: "used_databases",
        parameters: &[thing("workload", Shape::Record(&WORKLOAD))],
        returns: Shape::List(&Shape::Any),
        doc: "The databases of RDS whose addresses stand in the `settings` of `workload`: by \
              reference to the endpoint of one, or by a name that ends in rds.amazonaws.com, which \
              tells identifier and region; where no database of the scan has these, the name \
              itself.",
        run: clients::used_databases,
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
