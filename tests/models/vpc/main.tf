data "aws_availability_zones" "available" {}

module "defaults" {
  source = "terraform-aws-modules/vpc/aws"
}
#= 1 module.defaults.aws_vpc.this
#= module.defaults.aws_vpc.this[0].cidr_block = "10.0.0.0/16"
#= 0 module.defaults.aws_internet_gateway.this
#= 0 module.defaults.aws_flow_log.this

# Zones go round, private subnets share the one way out.
module "tiers" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "6.0.0"
  region  = "eu-west-1"

  azs              = slice(data.aws_availability_zones.available.names, 0, 2)
  public_subnets   = ["10.0.0.0/24", "10.0.1.0/24"]
  private_subnets  = ["10.0.2.0/24", "10.0.3.0/24", "10.0.4.0/24"]
  database_subnets = ["10.0.5.0/24", "10.0.6.0/24"]
  intra_subnets    = ["10.0.7.0/24"]

  enable_nat_gateway = true
  single_nat_gateway = true
  enable_flow_log    = true

  public_subnet_tags = { "kubernetes.io/role/elb" = 1 }
}
#= 3 module.tiers.aws_subnet.private
#= module.tiers.aws_subnet.private[0].availability_zone -> data.aws_availability_zones.available.names[0]
#= module.tiers.aws_subnet.private[1].availability_zone -> data.aws_availability_zones.available.names[1]
#= module.tiers.aws_subnet.private[2].availability_zone -> data.aws_availability_zones.available.names[0]
#= module.tiers.aws_subnet.private[2].region = "eu-west-1"
#= module.tiers.aws_subnet.private[2].vpc_id -> module.tiers.aws_vpc.this[0].id
#= module.tiers.aws_subnet.public[0].map_public_ip_on_launch = false
#= module.tiers.aws_subnet.public[0].tags = {"kubernetes.io/role/elb": "1"}
#= 1 module.tiers.aws_nat_gateway.this
#= module.tiers.aws_nat_gateway.this[0].subnet_id -> module.tiers.aws_subnet.public[0].id
#= 1 module.tiers.aws_route_table.private
#= module.tiers.aws_route.public_internet_gateway[0].gateway_id -> module.tiers.aws_internet_gateway.this[0].id
#= module.tiers.aws_route.private_nat_gateway[0].nat_gateway_id -> module.tiers.aws_nat_gateway.this[0].id
#= module.tiers.aws_route_table_association.private[2].route_table_id -> module.tiers.aws_route_table.private[0].id
# Databases without a table of their own use the private one.
#= 0 module.tiers.aws_route_table.database
#= module.tiers.aws_route_table_association.database[1].route_table_id -> module.tiers.aws_route_table.private[0].id
#= module.tiers.aws_route_table_association.intra[0].route_table_id -> module.tiers.aws_route_table.intra[0].id
#= 1 module.tiers.aws_flow_log.this
#= 1 module.tiers.aws_default_security_group.this

module "per_zone" {
  source                 = "terraform-aws-modules/vpc/aws"
  version                = "~> 5.0"
  azs                    = ["a", "b", "c"]
  public_subnets         = ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]
  private_subnets        = ["10.0.3.0/24", "10.0.4.0/24", "10.0.5.0/24", "10.0.6.0/24"]
  enable_nat_gateway     = true
  one_nat_gateway_per_az = true
  enable_ipv6            = true

  public_subnet_ipv6_prefixes = [0, 1, 2]
}
#= 3 module.per_zone.aws_nat_gateway.this
#= module.per_zone.aws_subnet.private[3].availability_zone = "a"
#= module.per_zone.aws_route.public_internet_gateway_ipv6[0].destination_ipv6_cidr_block = "::/0"
#= module.per_zone.aws_route.private_ipv6_egress[0].egress_only_gateway_id -> module.per_zone.aws_egress_only_internet_gateway.this[0].id

module "per_subnet" {
  source             = "terraform-aws-modules/vpc/aws"
  version            = "~> 5.0"
  azs                = ["a", "b"]
  public_subnets     = ["10.0.0.0/24", "10.0.1.0/24"]
  private_subnets    = ["10.0.3.0/24", "10.0.4.0/24", "10.0.5.0/24"]
  enable_nat_gateway = true
}
#= 3 module.per_subnet.aws_nat_gateway.this
#= module.per_subnet.aws_nat_gateway.this[2].subnet_id -> module.per_subnet.aws_subnet.public[0].id

# Database subnets are public when all four arguments say so.
module "database_public" {
  source                                 = "terraform-aws-modules/vpc/aws"
  version                                = "~> 6.0"
  public_subnets                         = ["10.0.0.0/24"]
  database_subnets                       = ["10.0.5.0/24", "10.0.6.0/24"]
  azs                                    = ["a", "b"]
  create_database_subnet_route_table     = true
  create_database_internet_gateway_route = true
}
#= 1 module.database_public.aws_route_table.database
#= module.database_public.aws_route.database_internet_gateway[0].destination_cidr_block = "0.0.0.0/0"
#= module.database_public.aws_route.database_internet_gateway[0].route_table_id -> module.database_public.aws_route_table.database[0].id
#= module.database_public.aws_route_table_association.database[1].route_table_id -> module.database_public.aws_route_table.database[0].id

module "database_without_table" {
  source                                 = "terraform-aws-modules/vpc/aws"
  version                                = "~> 6.0"
  public_subnets                         = ["10.0.0.0/24"]
  private_subnets                        = ["10.0.1.0/24"]
  database_subnets                       = ["10.0.5.0/24"]
  azs                                    = ["a", "b"]
  create_database_internet_gateway_route = true
}
#= 0 module.database_without_table.aws_route.database_internet_gateway

module "database_without_gateway" {
  source                                 = "terraform-aws-modules/vpc/aws"
  version                                = "~> 6.0"
  database_subnets                       = ["10.0.5.0/24"]
  azs                                    = ["a", "b"]
  create_igw                             = false
  create_database_subnet_route_table     = true
  create_database_internet_gateway_route = true
}
#= 0 module.database_without_gateway.aws_route.database_internet_gateway

module "database_behind_nat" {
  source                             = "terraform-aws-modules/vpc/aws"
  version                            = "~> 6.0"
  public_subnets                     = ["10.0.0.0/24", "10.0.1.0/24"]
  database_subnets                   = ["10.0.5.0/24", "10.0.6.0/24"]
  azs                                = ["a", "b"]
  enable_nat_gateway                 = true
  create_database_subnet_route_table = true
  create_database_nat_gateway_route  = true
}
#= 0 module.database_behind_nat.aws_route.database_internet_gateway
#= module.database_behind_nat.aws_route.database_nat_gateway[1].nat_gateway_id -> module.database_behind_nat.aws_nat_gateway.this[1].id
#= module.database_behind_nat.aws_route_table_association.database[1].route_table_id -> module.database_behind_nat.aws_route_table.database[1].id

module "before_four" {
  source           = "terraform-aws-modules/vpc/aws"
  version          = "3.19.0"
  azs              = ["a", "b"]
  public_subnets   = ["10.0.0.0/24"]
  database_subnets = ["10.0.5.0/24"]
}
#= module.before_four.aws_subnet.public[0].map_public_ip_on_launch = true
#= 0 module.before_four.aws_default_security_group.this
#= module.before_four.aws_route_table_association.database[0].route_table_id -> module.before_four.aws_route_table.private[0].id

# What is switched off is off, whatever an unset variable says.
variable "dual_stack" {}
module "off" {
  source          = "terraform-aws-modules/vpc/aws"
  create_vpc      = false
  enable_ipv6     = var.dual_stack
  private_subnets = ["10.0.1.0/24"]
}
#= 0 module.off.aws_egress_only_internet_gateway.this
#= 0 module.off.aws_subnet.private

# An output that no stand-in has is unknown, not wrong, by whatever way it is read.
module "several" {
  for_each = toset(["a"])
  source   = "terraform-aws-modules/vpc/aws"
}
output "unmodelled" {
  value = [
    module.several["a"].dhcp_options_id,
    values(module.several)[0].dhcp_options_id,
    [for vpc in module.several : vpc.dhcp_options_id],
  ]
}

# What lies beside a VPC.
module "endpoints" {
  source  = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"
  version = "~> 6.0"

  vpc_id                = module.tiers.vpc_id
  create_security_group = true
  security_group_rules  = { web = { cidr_blocks = [module.tiers.vpc_cidr_block] } }
  endpoints = {
    s3  = { service = "s3", service_type = "Gateway", route_table_ids = module.tiers.private_route_table_ids }
    ecr = { service = "ecr.api", subnet_ids = module.tiers.private_subnets }
  }
}
#= 2 module.endpoints.aws_vpc_endpoint.this
#= module.endpoints.aws_vpc_endpoint.this["s3"].vpc_endpoint_type = "Gateway"
#= module.endpoints.aws_vpc_endpoint.this["ecr"].vpc_endpoint_type = "Interface"
#= module.endpoints.aws_security_group_rule.this["web"].from_port = 443

module "flow_log" {
  source = "terraform-aws-modules/vpc/aws//modules/flow-log"
  vpc_id = module.tiers.vpc_id
}
#= module.flow_log.aws_flow_log.this[0].vpc_id -> module.tiers.aws_vpc.this[0].id
#= module.flow_log.aws_cloudwatch_log_group.this[0].retention_in_days = 90

# The module refuses to plan these for want of a route table and of a name; what they are is clear.
module "data_only" {
  source           = "terraform-aws-modules/vpc/aws"
  azs              = ["eu-west-1a", "eu-west-1b"]
  database_subnets = ["10.4.1.0/24", "10.4.2.0/24"]
}
#= 2 module.data_only.aws_subnet.database
#= 0 module.data_only.aws_route_table_association.database
#= 1 module.data_only.aws_db_subnet_group.database
