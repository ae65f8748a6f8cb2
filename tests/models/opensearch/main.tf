resource "aws_subnet" "data" {}

module "newest" {
  source      = "terraform-aws-modules/opensearch/aws"
  domain_name = "search"
  vpc_options = { subnet_ids = [aws_subnet.data.id] }
  security_group_rules = {
    vpc = { cidr_ipv4 = "10.0.0.0/16" }
    out = { type = "egress", cidr_ipv4 = "0.0.0.0/0" }
  }
}
#= module.newest.aws_opensearch_domain.this[0].vpc_options[0].subnet_ids[0] -> aws_subnet.data.id
#= module.newest.aws_opensearch_domain.this[0].vpc_options[0].security_group_ids[0] -> module.newest.aws_security_group.this[0].id
#= 1 module.newest.aws_vpc_security_group_ingress_rule.this
#= module.newest.aws_vpc_security_group_ingress_rule.this["vpc"].to_port = 443

# Without a VPC it stands on the internet, and needs no group.
module "public" {
  source      = "terraform-aws-modules/opensearch/aws"
  domain_name = "search"
}
#= 0 module.public.aws_security_group.this
