data "aws_availability_zones" "available" {}

module "vpc" {
  source          = "terraform-aws-modules/vpc/aws"
  version         = "~> 6.0"
  azs             = slice(data.aws_availability_zones.available.names, 0, 3)
  private_subnets = ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]
  intra_subnets   = ["10.0.3.0/24", "10.0.4.0/24", "10.0.5.0/24"]
}

module "newest" {
  source                   = "terraform-aws-modules/eks/aws"
  name                     = "newest"
  kubernetes_version       = "1.33"
  vpc_id                   = module.vpc.vpc_id
  subnet_ids               = module.vpc.private_subnets
  control_plane_subnet_ids = module.vpc.intra_subnets

  addons = {
    coredns = {}
    vpc-cni = { before_compute = true }
  }
  enable_cluster_creator_admin_permissions = true

  eks_managed_node_groups = {
    api = {
      instance_types = ["m7i.large"]
      min_size       = 2
      labels         = { tier = "api" }
    }
    metrics = {
      subnet_ids    = [module.vpc.private_subnets[0]]
      capacity_type = "SPOT"
    }
  }
  self_managed_node_groups = {
    batch = { max_size = 9 }
  }
  fargate_profiles = {
    jobs = { selectors = [{ namespace = "jobs" }] }
  }
}
#= module.newest.aws_eks_cluster.this[0].vpc_config[0].endpoint_public_access = false
#= module.newest.aws_eks_cluster.this[0].vpc_config[0].endpoint_private_access = true
#= module.newest.aws_eks_cluster.this[0].vpc_config[0].public_access_cidrs = ["0.0.0.0/0"]
#= module.newest.aws_eks_cluster.this[0].vpc_config[0].subnet_ids[1] -> module.vpc.aws_subnet.intra[1].id
#= module.newest.aws_eks_cluster.this[0].enabled_cluster_log_types = ["api", "audit", "authenticator"]
#= module.newest.aws_eks_cluster.this[0].encryption_config[0].resources = ["secrets"]
#= module.newest.aws_eks_addon.this["coredns"].addon_name = "coredns"
#= module.newest.aws_eks_addon.before_compute["vpc-cni"].cluster_name -> module.newest.aws_eks_cluster.this[0].id
#= 1 module.newest.aws_eks_access_policy_association.this
#= module.newest.module.eks_managed_node_group["api"].aws_eks_node_group.this[0].scaling_config[0].min_size = 2
#= module.newest.module.eks_managed_node_group["api"].aws_eks_node_group.this[0].scaling_config[0].max_size = 3
#= module.newest.module.eks_managed_node_group["api"].aws_eks_node_group.this[0].subnet_ids[2] -> module.vpc.aws_subnet.private[2].id
#= module.newest.module.eks_managed_node_group["api"].aws_eks_node_group.this[0].cluster_name -> module.newest.aws_eks_cluster.this[0].id
#= module.newest.module.eks_managed_node_group["metrics"].aws_eks_node_group.this[0].subnet_ids[0] -> module.vpc.aws_subnet.private[0].id
#= module.newest.module.eks_managed_node_group["metrics"].aws_eks_node_group.this[0].capacity_type = "SPOT"
#= module.newest.module.eks_managed_node_group["metrics"].aws_launch_template.this[0].vpc_security_group_ids[0] -> module.newest.aws_security_group.node[0].id
#= module.newest.module.self_managed_node_group["batch"].aws_autoscaling_group.this[0].max_size = 9
#= module.newest.module.self_managed_node_group["batch"].aws_autoscaling_group.this[0].vpc_zone_identifier[0] -> module.vpc.aws_subnet.private[0].id
#= module.newest.module.fargate_profile["jobs"].aws_eks_fargate_profile.this[0].selector[0].namespace = "jobs"
#= module.newest.aws_security_group_rule.node["ingress_cluster_443"].source_security_group_id -> module.newest.aws_security_group.cluster[0].id
#= module.newest.aws_security_group_rule.node["egress_all"].cidr_blocks = ["0.0.0.0/0"]

# Arguments had a prefix up to version 20.
module "twenty" {
  source                         = "terraform-aws-modules/eks/aws"
  version                        = "~> 20.0"
  cluster_name                   = "twenty"
  subnet_ids                     = module.vpc.private_subnets
  cluster_endpoint_public_access = true
  cluster_enabled_log_types      = ["audit"]
  cluster_encryption_config      = {}
  cluster_addons                 = { coredns = { most_recent = true } }

  eks_managed_node_group_defaults = { instance_types = ["m6i.large"] }
  eks_managed_node_groups         = { one = {} }
}
#= module.twenty.aws_eks_cluster.this[0].name = "twenty"
#= module.twenty.aws_eks_cluster.this[0].vpc_config[0].endpoint_public_access = true
#= module.twenty.aws_eks_cluster.this[0].vpc_config[0].endpoint_private_access = true
#= module.twenty.aws_eks_cluster.this[0].vpc_config[0].subnet_ids[0] -> module.vpc.aws_subnet.private[0].id
#= module.twenty.aws_eks_cluster.this[0].enabled_cluster_log_types = ["audit"]
#= module.twenty.aws_eks_cluster.this[0].encryption_config = []
#= 1 module.twenty.aws_eks_addon.this
#= module.twenty.module.eks_managed_node_group["one"].aws_eks_node_group.this[0].instance_types = ["m6i.large"]

module "nineteen" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 19.0"
}
#= module.nineteen.aws_eks_cluster.this[0].vpc_config[0].endpoint_public_access = false
#= module.nineteen.aws_eks_cluster.this[0].vpc_config[0].endpoint_private_access = true

module "eighteen" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 18.0"
}
#= module.eighteen.aws_eks_cluster.this[0].vpc_config[0].endpoint_public_access = true
#= module.eighteen.aws_eks_cluster.this[0].vpc_config[0].endpoint_private_access = false
#= module.eighteen.aws_eks_cluster.this[0].enabled_cluster_log_types = ["api", "audit", "authenticator"]
#= module.eighteen.aws_eks_cluster.this[0].encryption_config = []

module "group_alone" {
  source       = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  version      = "~> 21.0"
  name         = "alone"
  cluster_name = module.newest.cluster_name
  subnet_ids   = module.vpc.private_subnets
}
#= module.group_alone.aws_eks_node_group.this[0].subnet_ids[0] -> module.vpc.aws_subnet.private[0].id
