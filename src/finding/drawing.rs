//! The architecture as it is drawn: areas in areas, nodes in them, edges between them.
//!
//! It has no layout and no words of a format; names in it are as the files write them, which means
//! hostile. Instances of one resource that stand in one area are one node.

use std::sync::Arc;

use super::result::Subject;

/// The drawing of one environment. Areas and nodes are named by their positions here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Drawing {
    /// The environment; `None` where none is configured.
    pub environment: Option<Arc<str>>,
    /// Areas, each after the one that holds it.
    pub areas: Vec<Area>,
    /// Nodes, in the order they are drawn.
    pub nodes: Vec<Node>,
    /// Edges, each pair and kind once.
    pub edges: Vec<Edge>,
}

/// An area or a node of a drawing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// The area at this position.
    Area(usize),
    /// The node at this position.
    Node(usize),
}

/// A box that holds others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// What it is.
    pub kind: AreaKind,
    /// What people call it.
    pub title: String,
    /// More about it; may be empty.
    pub detail: String,
    /// The area that holds it.
    pub parent: Option<usize>,
    /// What results call it.
    pub members: Vec<Subject>,
    /// What it consists of: the subnets of a tier, the node groups of a cluster.
    pub parts: Vec<Part>,
}

/// What an area is, in the order areas of one parent are drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AreaKind {
    /// What CloudFront serves from all its locations.
    Edge,
    /// A region of AWS.
    Region,
    /// A network.
    Vpc,
    /// Subnets that the internet reaches.
    Public,
    /// Subnets whose routes the files do not decide.
    Undecided,
    /// Subnets that the internet does not reach; whether they reach it is not decided.
    Private,
    /// Subnets that reach the internet through a NAT gateway, but not the other way round.
    PrivateWithNat,
    /// Subnets without any way between them and the internet.
    Isolated,
    /// A Kubernetes cluster.
    Cluster,
    /// Manifests of a cluster that the files do not tell.
    Manifests,
}

impl AreaKind {
    /// The words that stand before its title.
    pub fn as_str(self) -> &'static str {
        match self {
            AreaKind::Edge => "Edge",
            AreaKind::Region => "Region",
            AreaKind::Vpc => "VPC",
            AreaKind::Public => "Public subnets",
            AreaKind::Undecided => "Subnets, routes not decided",
            AreaKind::Private => "Private subnets, way out not decided",
            AreaKind::PrivateWithNat => "Private subnets with NAT",
            AreaKind::Isolated => "Isolated subnets",
            AreaKind::Cluster => "EKS cluster",
            AreaKind::Manifests => "Kubernetes",
        }
    }

    /// Whether it is a tier of subnets.
    pub fn is_tier(self) -> bool {
        (AreaKind::Public..=AreaKind::Isolated).contains(&self)
    }
}

/// A part of an area that is told, not drawn as a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What people call it.
    pub title: String,
    /// What results call it: one for each instance.
    pub members: Vec<Subject>,
}

/// What stands in an area.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// What people call it.
    pub title: String,
    /// More about it, a line each.
    pub details: Vec<String>,
    /// Where it stands; `None` outside of everything.
    pub area: Option<usize>,
    /// How many instances it stands for.
    pub count: Count,
    /// Whether it certainly exists.
    pub certain: bool,
    /// What results call it, and what it is made of.
    pub members: Vec<Subject>,
}

/// How many instances a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// So many.
    Known(usize),
    /// The files do not decide it.
    Any,
}

/// What a node is, in the order nodes of one area are drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeKind {
    /// Whoever uses the system.
    Client,
    /// A CloudFront distribution.
    Distribution,
    /// A load balancer: what kind it is.
    LoadBalancer(Balancer),
    /// What runs in the cluster, by its role.
    Workload(Role),
    /// Containers that ECS runs.
    Service,
    /// A group of virtual machines that grows and shrinks.
    Group,
    /// A virtual machine.
    Machine,
    /// An Aurora cluster.
    Aurora,
    /// Another database.
    Database,
    /// A cache.
    Cache,
    /// A bucket.
    Bucket,
    /// A web application firewall.
    WebAcl,
    /// A certificate.
    Certificate,
    /// The way to the internet and back.
    InternetGateway,
    /// The way out.
    NatGateway,
    /// Several of a kind, which are too many to be drawn.
    Folded,
}

/// What kind of load balancer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Balancer {
    /// HTTP.
    Application,
    /// TCP.
    Network,
    /// The first generation.
    Classic,
    /// Another one, or the files do not decide.
    Other,
}

/// What a workload is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// It serves the API.
    Api,
    /// It serves the user interface.
    Ui,
    /// It keeps or shows metrics.
    Metrics,
    /// It is a database.
    Database,
    /// Nothing of these, or the files do not decide.
    Other,
}

impl NodeKind {
    /// The words that stand above its title.
    pub fn as_str(self) -> &'static str {
        match self {
            NodeKind::Client => "Clients",
            NodeKind::Distribution => "CloudFront",
            NodeKind::LoadBalancer(Balancer::Application) => "Application load balancer",
            NodeKind::LoadBalancer(Balancer::Network) => "Network load balancer",
            NodeKind::LoadBalancer(Balancer::Classic) => "Classic load balancer",
            NodeKind::LoadBalancer(Balancer::Other) => "Load balancer",
            NodeKind::Workload(Role::Api) => "API",
            NodeKind::Workload(Role::Ui) => "UI",
            NodeKind::Workload(Role::Metrics) => "Metrics",
            NodeKind::Workload(Role::Database) => "Database in Kubernetes",
            NodeKind::Workload(Role::Other) => "Workload",
            NodeKind::Service => "ECS service",
            NodeKind::Group => "Auto Scaling group",
            NodeKind::Machine => "EC2 instance",
            NodeKind::Aurora => "Aurora",
            NodeKind::Database => "Database",
            NodeKind::Cache => "Cache",
            NodeKind::Bucket => "S3 bucket",
            NodeKind::WebAcl => "Web ACL",
            NodeKind::Certificate => "ACM certificate",
            NodeKind::InternetGateway => "Internet gateway",
            NodeKind::NatGateway => "NAT gateway",
            NodeKind::Folded => "Not drawn one by one",
        }
    }
}

/// A line from one item to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Where it begins.
    pub from: Item,
    /// Where it ends.
    pub to: Item,
    /// What it says.
    pub kind: EdgeKind,
    /// A word or two; may be empty.
    pub label: String,
    /// Whether it is certainly there.
    pub certain: bool,
}

/// What an edge says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// Requests go this way.
    Traffic,
    /// Packets to the internet go this way.
    Route,
    /// Data are copied this way.
    Replication,
    /// One guards or certifies the other.
    Attachment,
}

impl EdgeKind {
    /// The word of legends.
    pub fn as_str(self) -> &'static str {
        match self {
            EdgeKind::Traffic => "requests",
            EdgeKind::Route => "route to the internet",
            EdgeKind::Replication => "replication",
            EdgeKind::Attachment => "attached",
        }
    }
}
