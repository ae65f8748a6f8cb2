locals {
  role_name   = var.iam_role_name == null ? var.name : var.iam_role_name
  instance    = var.create && !var.ignore_ami_changes && !var.create_spot_instance
  ignores_ami = var.create && var.ignore_ami_changes && !var.create_spot_instance
  spot        = var.create && var.create_spot_instance
  own_group   = var.create && var.create_security_group && var.network_interface == null
  group_ids   = local.own_group ? concat(var.vpc_security_group_ids, [aws_security_group.this[0].id]) : var.vpc_security_group_ids
  interfaces  = var.network_interface == null ? {} : { for index, interface in var.network_interface : index => interface }
  tags        = merge({ Name = var.name }, var.tags)
  rules       = local.own_group ? var.security_group_ingress_rules == null ? {} : var.security_group_ingress_rules : {}
}

resource "aws_instance" "this" {
  count                       = local.instance ? 1 : 0
  region                      = var.region
  ami                         = var.ami
  instance_type               = var.instance_type
  availability_zone           = var.availability_zone
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = length(local.interfaces) > 0 ? null : local.group_ids
  associate_public_ip_address = var.associate_public_ip_address
  source_dest_check           = length(local.interfaces) > 0 ? null : var.source_dest_check
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  tags                        = local.tags

  dynamic "network_interface" {
    for_each = local.interfaces
    content {
      device_index         = lookup(network_interface.value, "device_index", 0)
      network_interface_id = lookup(network_interface.value, "network_interface_id", null)
    }
  }
}

resource "aws_instance" "ignore_ami" {
  count                       = local.ignores_ami ? 1 : 0
  region                      = var.region
  ami                         = var.ami
  instance_type               = var.instance_type
  availability_zone           = var.availability_zone
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = length(local.interfaces) > 0 ? null : local.group_ids
  associate_public_ip_address = var.associate_public_ip_address
  source_dest_check           = length(local.interfaces) > 0 ? null : var.source_dest_check
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  tags                        = local.tags

  dynamic "network_interface" {
    for_each = local.interfaces
    content {
      device_index         = lookup(network_interface.value, "device_index", 0)
      network_interface_id = lookup(network_interface.value, "network_interface_id", null)
    }
  }
}

resource "aws_spot_instance_request" "this" {
  count                       = local.spot ? 1 : 0
  region                      = var.region
  ami                         = var.ami
  instance_type               = var.instance_type
  availability_zone           = var.availability_zone
  subnet_id                   = var.subnet_id
  vpc_security_group_ids      = local.group_ids
  associate_public_ip_address = var.associate_public_ip_address
  source_dest_check           = var.source_dest_check
  iam_instance_profile        = var.create_iam_instance_profile ? aws_iam_instance_profile.this[0].name : var.iam_instance_profile
  tags                        = local.tags
}

resource "aws_eip" "this" {
  count    = var.create_eip && (local.instance || local.ignores_ami) ? 1 : 0
  region   = var.region
  domain   = "vpc"
  instance = local.instance ? aws_instance.this[0].id : aws_instance.ignore_ami[0].id
}

resource "aws_iam_role" "this" {
  count = var.create && var.create_iam_instance_profile ? 1 : 0
  name  = var.iam_role_use_name_prefix ? null : local.role_name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for name, arn in var.iam_role_policies : name => arn if var.create && var.create_iam_instance_profile }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "this" {
  count = var.create && var.create_iam_instance_profile ? 1 : 0
  name  = var.iam_role_use_name_prefix ? null : local.role_name
  role  = aws_iam_role.this[0].name
}

# Without a VPC of its own the group is in that of the subnet.
resource "aws_security_group" "this" {
  count  = local.own_group ? 1 : 0
  region = var.region
  name   = var.security_group_use_name_prefix ? null : coalesce(var.security_group_name, var.name)
  vpc_id = var.security_group_vpc_id == null ? data.aws_subnet.this[0].vpc_id : var.security_group_vpc_id
}

data "aws_subnet" "this" {
  count  = local.own_group ? 1 : 0
  region = var.region
  id     = var.subnet_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = local.rules
  region                       = var.region
  security_group_id            = aws_security_group.this[0].id
  cidr_ipv4                    = lookup(each.value, "cidr_ipv4", null)
  cidr_ipv6                    = lookup(each.value, "cidr_ipv6", null)
  prefix_list_id               = lookup(each.value, "prefix_list_id", null)
  referenced_security_group_id = lookup(each.value, "referenced_security_group_id", null)
  ip_protocol                  = lookup(each.value, "ip_protocol", "tcp")
  from_port                    = lookup(each.value, "from_port", lookup(each.value, "to_port", null))
  to_port                      = lookup(each.value, "to_port", lookup(each.value, "from_port", null))
}
