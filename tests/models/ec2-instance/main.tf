resource "aws_subnet" "public" {}

resource "aws_security_group" "ssh" {}

module "newest" {
  source                      = "terraform-aws-modules/ec2-instance/aws"
  name                        = "bastion"
  subnet_id                   = aws_subnet.public.id
  associate_public_ip_address = true
  create_eip                  = true
  security_group_ingress_rules = {
    ssh = { cidr_ipv4 = "203.0.113.0/24", from_port = 22 }
  }
}
#= module.newest.aws_instance.this[0].subnet_id -> aws_subnet.public.id
#= module.newest.aws_instance.this[0].associate_public_ip_address = true
#= module.newest.aws_instance.this[0].vpc_security_group_ids[0] -> module.newest.aws_security_group.this[0].id
#= module.newest.aws_eip.this[0].instance -> module.newest.aws_instance.this[0].id
#= module.newest.aws_vpc_security_group_ingress_rule.this["ssh"].to_port = 22
#= module.newest.aws_vpc_security_group_ingress_rule.this["ssh"].ip_protocol = "tcp"

module "older" {
  source                 = "terraform-aws-modules/ec2-instance/aws"
  version                = "~> 5.0"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.ssh.id]
  ignore_ami_changes     = true
}
#= 0 module.older.aws_instance.this
#= 0 module.older.aws_security_group.this
#= module.older.aws_instance.ignore_ami[0].vpc_security_group_ids[0] -> aws_security_group.ssh.id
