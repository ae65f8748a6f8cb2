//! Derived subjects: what rules judge beside resources and objects.

use super::records::{DOOR, LISTENER};
use super::{Record, SUBNET, Shape, field};

/// Derived subjects: what rules name with `subject = "…"`. Each has a place, its header line, and
/// `name`, the address or id by which reports call it. The place of a field is the nearest place
/// of its value's origin ([`Origin::nearest`](crate::language::Origin::nearest)): the line that a
/// finding about the field points at; without one (a default), the finding points at the subject.
pub static SUBJECTS: &[&Record] = &[
    &BUCKET,
    &LOAD_BALANCER,
    &NETWORK_TIER,
    &NODES,
    &SERVICE_ACCOUNT,
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
            "placement",
            Shape::Any,
            "Of a Service, an Ingress or a Gateway what names its subnets: subnets of \
             IngressClassParams, the annotation subnets of it or of a member of its group, \
             loadBalancerSubnets of the LoadBalancerConfiguration; null where the controller \
             discovers them. Which these are, `subnets` answers.",
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
          `aws_lb`, `aws_alb` and `aws_elb`, and those that controllers make in subnets of the \
          scan; all `nodes`; subnet groups of RDS, DocumentDB and \
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
          aws_ecs_task_definition is one too, and an aws_instance whose user data starts \
          containers (`docker run`), or that is made of an aws_ami whose name is that of a database.",
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
            "The database that it runs: `postgres`, `mysql`, `mongodb`, `cassandra`, \
             `clickhouse`, `cockroachdb`, `couchdb`, `neo4j`, `sqlserver`, `yugabytedb`, or \
             `other` of what is a database by say-so; null of what runs none, also where nothing \
             else is known of its role. Place: the image, port or chart that tells.",
        ),
        field(
            "scales",
            Shape::Bool,
            "It has replicas: true but for DaemonSets, Jobs, CronJobs, Pods, and what runs outside of clusters.",
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
            "settings",
            Shape::List(&Shape::Any),
            "What its containers are told by their environment: values that are written for them, \
             those of ConfigMaps and Secrets that they take, and what a Service of type \
             ExternalName puts in the place of a name among them.",
        ),
        field(
            "service_account",
            Shape::Record(&SERVICE_ACCOUNT),
            "The service account of its pods: the one that they name, else that called `default`, \
             in their namespace. Of one that no file writes nothing tells a role (but `default` has \
             none by itself). Null outside of clusters.",
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

/// Who pods are.
pub static SERVICE_ACCOUNT: Record = Record {
    name: "service_account",
    doc: "A service account of Kubernetes that is written: by a manifest, a \
          kubernetes_service_account, a kubernetes_manifest, or the values of a chart that give it \
          a role (`serviceAccount.annotations`). Which roles its pods may take, `account_roles` \
          answers.",
    fields: &[
        field(
            "name",
            Shape::Text,
            "`ServiceAccount/namespace/name`, or the Terraform address.",
        ),
        field(
            "namespace",
            Shape::Text,
            "Its namespace; `default` when none is written.",
        ),
        field("account", Shape::Text, "Its own name."),
        field(
            "role_arn",
            Shape::Text,
            "What its annotation eks.amazonaws.com/role-arn says, as it is written: the ARN of a \
             role, or a reference to one; null without. Place: its line.",
        ),
        field(
            "object",
            Shape::Written,
            "The object, as a manifest would write it; null where none is in the scan.",
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
