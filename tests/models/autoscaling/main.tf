resource "aws_subnet" "nodes" {
  count = 2
}

resource "aws_security_group" "nodes" {}

module "newest" {
  source              = "terraform-aws-modules/autoscaling/aws"
  name                = "nodes"
  min_size            = 2
  max_size            = 6
  vpc_zone_identifier = aws_subnet.nodes[*].id
  security_groups     = [aws_security_group.nodes.id]
  tags                = { "kubernetes.io/cluster/shop" = "owned" }
}
#= module.newest.aws_autoscaling_group.this[0].vpc_zone_identifier[1] -> aws_subnet.nodes[1].id
#= module.newest.aws_autoscaling_group.this[0].launch_template[0].id -> module.newest.aws_launch_template.this[0].id
#= module.newest.aws_autoscaling_group.this[0].tag[1].key = "kubernetes.io/cluster/shop"
#= module.newest.aws_launch_template.this[0].vpc_security_group_ids[0] -> aws_security_group.nodes.id

module "older" {
  source                          = "terraform-aws-modules/autoscaling/aws"
  version                         = "6.10.0"
  name                            = "web"
  ignore_desired_capacity_changes = true
  create_launch_template          = false
  launch_template_id              = "lt-0a1b2c3d"
  network_interfaces              = [{ associate_public_ip_address = true }]
}
#= 0 module.older.aws_launch_template.this
#= module.older.aws_autoscaling_group.idc[0].launch_template[0].id = "lt-0a1b2c3d"

# By default a group is named by its prefix, so that no text names it.
module "named" {
  source          = "terraform-aws-modules/autoscaling/aws"
  name            = "web"
  use_name_prefix = false
}
#= module.named.aws_autoscaling_group.this[0].name = "web"
#= module.newest.aws_autoscaling_group.this[0].name = null
