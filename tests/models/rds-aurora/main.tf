resource "aws_subnet" "data" {
  count             = 2
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_rds_global_cluster" "shop" {
  global_cluster_identifier = "shop"
}
resource "aws_security_group" "api" {}

module "newest" {
  source                    = "terraform-aws-modules/rds-aurora/aws"
  name                      = "shop"
  engine                    = "aurora-postgresql"
  global_cluster_identifier = aws_rds_global_cluster.shop.id
  create_db_subnet_group    = true
  subnets                   = aws_subnet.data[*].id
  cluster_instance_class    = "db.r8g.large"
  instances = {
    one = {}
    two = {
      availability_zone   = "eu-west-1b"
      publicly_accessible = true
      instance_class      = "db.r8g.xlarge"
    }
  }
  autoscaling_enabled      = true
  autoscaling_min_capacity = 1
  security_group_ingress_rules = {
    api = { referenced_security_group_id = aws_security_group.api.id }
  }
  enabled_cloudwatch_logs_exports = ["postgresql"]
  create_cloudwatch_log_group     = true
}
#= module.newest.aws_rds_cluster.this[0].backup_retention_period = null
#= module.newest.aws_rds_cluster.this[0].storage_encrypted = true
#= module.newest.aws_rds_cluster.this[0].copy_tags_to_snapshot = true
#= module.newest.aws_rds_cluster.this[0].global_cluster_identifier -> aws_rds_global_cluster.shop.id
#= module.newest.aws_rds_cluster.this[0].db_subnet_group_name -> module.newest.aws_db_subnet_group.this[0].id
#= module.newest.aws_db_subnet_group.this[0].subnet_ids[0] -> aws_subnet.data[0].id
#= 2 module.newest.aws_rds_cluster_instance.this
#= module.newest.aws_rds_cluster_instance.this["one"].cluster_identifier -> module.newest.aws_rds_cluster.this[0].id
#= module.newest.aws_rds_cluster_instance.this["one"].instance_class = "db.r8g.large"
#= module.newest.aws_rds_cluster_instance.this["two"].instance_class = "db.r8g.xlarge"
#= module.newest.aws_rds_cluster_instance.this["two"].availability_zone = "eu-west-1b"
#= module.newest.aws_rds_cluster_instance.this["two"].publicly_accessible = true
#= module.newest.aws_appautoscaling_target.this[0].min_capacity = 1
#= module.newest.aws_vpc_security_group_ingress_rule.this["api"].from_port = 5432
#= module.newest.aws_vpc_security_group_ingress_rule.this["api"].referenced_security_group_id -> aws_security_group.api.id
#= 1 module.newest.aws_cloudwatch_log_group.this

module "nine" {
  source               = "terraform-aws-modules/rds-aurora/aws"
  version              = "~> 9.0"
  engine               = "aurora-mysql"
  db_subnet_group_name = "data"
  publicly_accessible  = true
  instances            = { one = {} }
  security_group_rules = { world = { cidr_blocks = ["0.0.0.0/0"] } }
}
#= module.nine.aws_rds_cluster.this[0].backup_retention_period = null
#= module.nine.aws_rds_cluster.this[0].db_subnet_group_name = "data"
#= module.nine.aws_rds_cluster_instance.this["one"].publicly_accessible = true
#= module.nine.aws_security_group_rule.this["world"].from_port = 3306
#= 0 module.nine.aws_db_subnet_group.this

module "eight" {
  source  = "terraform-aws-modules/rds-aurora/aws"
  version = "~> 8.0"
}
#= module.eight.aws_rds_cluster.this[0].backup_retention_period = 7
#= 0 module.eight.aws_rds_cluster_instance.this
#= 0 module.eight.aws_db_subnet_group.this

module "seven" {
  source              = "terraform-aws-modules/rds-aurora/aws"
  version             = "7.7.1"
  subnets             = aws_subnet.data[*].id
  allowed_cidr_blocks = ["10.0.0.0/8"]
}
#= module.seven.aws_rds_cluster.this[0].backup_retention_period = 7
#= 1 module.seven.aws_db_subnet_group.this
#= module.seven.aws_security_group_rule.cidr_ingress[0].cidr_blocks = ["10.0.0.0/8"]

module "five" {
  source        = "terraform-aws-modules/rds-aurora/aws"
  version       = "~> 5.0"
  replica_count = 2
}
#= 2 module.five.aws_rds_cluster_instance.this

# Groups of one type each make a map of the others: its elements have the type of all.
variable "size" { default = "large" }
module "chosen" {
  source    = "terraform-aws-modules/rds-aurora/aws"
  version   = "~> 9.0"
  instances = var.size == "large" ? { one = {}, two = { promotion_tier = 2 } } : { one = {} }
}
#= 2 module.chosen.aws_rds_cluster_instance.this
#= module.chosen.aws_rds_cluster_instance.this["two"].promotion_tier = 2

module "counted" {
  source        = "terraform-aws-modules/rds-aurora/aws"
  version       = "~> 5.0"
  replica_count = 2
  instance_type = "db.r6g.large"
  instances_parameters = [{ instance_promotion_tier = 0 }]
}
#= 2 module.counted.aws_rds_cluster_instance.this
#= module.counted.aws_rds_cluster_instance.this[0].promotion_tier = 0
#= module.counted.aws_rds_cluster_instance.this[1].instance_class = "db.r6g.large"

# Up to version 7 a cluster that is no secondary has a master user, named or not.
module "monitored" {
  source              = "terraform-aws-modules/rds-aurora/aws"
  version             = "~> 7.0"
  monitoring_interval = 60
}
#= module.monitored.aws_rds_cluster.this[0].master_username = "root"
#= 1 module.monitored.aws_iam_role.rds_enhanced_monitoring
