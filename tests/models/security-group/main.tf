resource "aws_security_group" "api" {}

module "database" {
  source              = "terraform-aws-modules/security-group/aws//modules/postgresql"
  version             = "~> 5.0"
  vpc_id              = "vpc-1"
  name                = "database"
  ingress_cidr_blocks = ["10.0.0.0/8"]
}
#= module.database.module.sg.aws_security_group_rule.ingress_rules[0].from_port = 5432
#= module.database.module.sg.aws_security_group_rule.ingress_rules[0].to_port = 5432
#= module.database.module.sg.aws_security_group_rule.ingress_rules[0].protocol = "tcp"
#= module.database.module.sg.aws_security_group_rule.ingress_rules[0].cidr_blocks = ["10.0.0.0/8"]
#= module.database.module.sg.aws_security_group_rule.ingress_rules[0].security_group_id -> module.database.module.sg.aws_security_group.this_name_prefix[0].id
#= module.database.module.sg.aws_security_group_rule.ingress_with_self[0].protocol = "-1"
#= module.database.module.sg.aws_security_group_rule.egress_rules[0].cidr_blocks = ["0.0.0.0/0"]

module "web" {
  source              = "terraform-aws-modules/security-group/aws//modules/https-443"
  ingress_cidr_blocks = ["0.0.0.0/0"]
  ingress_rules       = ["http-80-tcp"]
}
#= 2 module.web.module.sg.aws_security_group_rule.ingress_rules
#= module.web.module.sg.aws_security_group_rule.ingress_rules[0].from_port = 80
#= module.web.module.sg.aws_security_group_rule.ingress_rules[1].from_port = 443

module "own" {
  source          = "terraform-aws-modules/security-group/aws"
  version         = "4.17.2"
  use_name_prefix = false
  ingress_with_cidr_blocks = [
    { rule = "redis-tcp", cidr_blocks = "10.0.0.0/16,10.1.0.0/16" },
    { from_port = 8000, to_port = 8010, protocol = "tcp", cidr_blocks = "0.0.0.0/0" },
  ]
  ingress_with_source_security_group_id = [
    { rule = "mysql-tcp", source_security_group_id = aws_security_group.api.id },
  ]
  number_of_computed_ingress_with_source_security_group_id = 1
  computed_ingress_with_source_security_group_id = [
    { rule = "all-all", source_security_group_id = aws_security_group.api.id },
  ]
}
#= 1 module.own.aws_security_group.this
#= module.own.aws_security_group_rule.ingress_with_cidr_blocks[0].from_port = 6379
#= module.own.aws_security_group_rule.ingress_with_cidr_blocks[0].cidr_blocks = ["10.0.0.0/16", "10.1.0.0/16"]
#= module.own.aws_security_group_rule.ingress_with_cidr_blocks[1].to_port = 8010
#= module.own.aws_security_group_rule.ingress_with_source_security_group_id[0].from_port = 3306
#= module.own.aws_security_group_rule.ingress_with_source_security_group_id[0].source_security_group_id -> aws_security_group.api.id
#= 1 module.own.aws_security_group_rule.computed_ingress_with_source_security_group_id

# What a group opens by itself may be taken back.
module "closed" {
  source              = "terraform-aws-modules/security-group/aws//modules/postgresql"
  name                = "closed"
  ingress_cidr_blocks = ["0.0.0.0/0"]
  auto_ingress_rules  = []
}
#= 0 module.closed.module.sg.aws_security_group_rule.ingress_rules
#= 1 module.closed.module.sg.aws_security_group_rule.ingress_with_self
