rule "nodes-in-private-subnets" {
  code     = "NET-005"
  clause   = "1"
  severity = "critical"
  title    = "Where containers run there is no route to an internet gateway"

  why = <<-EOT
    API containers belong where nothing leads in from the internet: the load balancer is the only
    door. What counts are the subnets of the nodes. The list that the control plane is given may
    name public subnets too, since it places no containers there.
  EOT

  fix = <<-EOT
    Place the nodes in the private subnets (subnet_ids, or the tags that the node class selects), and
    keep public subnets for load balancers and NAT gateways.
  EOT

  references = [
    "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    "https://karpenter.sh/docs/concepts/nodeclasses/#specsubnetselectorterms",
  ]

  param "allow_public_nodegroups" {
    default     = []
    description = "Nodes that may stand in public subnets: Terraform addresses, or EC2NodeClass/name."
  }

  subject  = "nodes"
  when     = !contains(param.allow_public_nodegroups, self.name)
  for_each = self.subnets

  check {
    assert  = length(internet_routes(each.value)) == 0
    at      = self.subnets
    message = "containers run in ${address(each.value)}, which reaches an internet gateway: ${internet_routes(each.value)[0].path}"
  }

  note {
    when    = length(blocked_internet_routes(each.value)) > 0
    message = "${address(each.value)} is private only because public access to its VPC is blocked: ${blocked_internet_routes(each.value)[0].path}"
  }
}
