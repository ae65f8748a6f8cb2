rule "only-lb-in-public-subnets" {
  code     = "NET-009"
  clause   = "1"
  severity = "high"
  title    = "Public subnets hold load balancers and NAT gateways only"

  why = <<-EOT
    What stands in a public subnet is one address away from the internet, or has that address
    already: map_public_ip_on_launch or associate_public_ip_address is enough. The load balancer and
    the NAT gateway are made for it. Databases are the matter of NET-001, nodes and tasks that of
    NET-005.
  EOT

  fix = <<-EOT
    Move this to private subnets: only load balancers, NAT gateways, VPN and firewall endpoints
    belong here. Name what has to stay (a bastion) in [params] NET-009.public_allow.
  EOT

  references = [
    "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
    "https://docs.aws.amazon.com/prescriptive-guidance/latest/load-balancer-stickiness/subnets-routing.html",
  ]

  param "public_allow" {
    default     = []
    description = "What may stand in public subnets: resource types, addresses, or modules as a whole (aws_instance.bastion, module.bastion)."
  }

  resource = [
    "aws_apprunner_vpc_connector",
    "aws_autoscaling_group",
    "aws_batch_compute_environment",
    "aws_codebuild_project",
    "aws_dax_cluster",
    "aws_dms_replication_instance",
    "aws_ecs_task_set",
    "aws_efs_mount_target",
    "aws_elasticache_serverless_cache",
    "aws_elasticsearch_domain",
    "aws_instance",
    "aws_lambda_function",
    "aws_mq_broker",
    "aws_msk_cluster",
    "aws_msk_serverless_cluster",
    "aws_mwaa_environment",
    "aws_network_interface",
    "aws_opensearch_domain",
    "aws_redshiftserverless_workgroup",
    "aws_sagemaker_notebook_instance",
    "aws_spot_instance_request",
  ]

  # An instance that forwards is a NAT instance or a firewall.
  when = !forwards(self) && !contains(param.public_allow, kind(self)) && !anytrue([
    for allowed in param.public_allow :
    address(self) == allowed || startswith(address(self), "${allowed}.") || startswith(address(self), "${allowed}[")
  ])
  for_each = subnets(self)

  # An Auto Scaling group may make nodes.
  yields_to = ["NET-005"]

  check {
    when    = publicly_addressed(self, each.value)
    assert  = length(internet_routes(each.value)) == 0
    at      = subnets(self)
    message = "this has an address in a public subnet that the internet reaches: ${internet_routes(each.value)[0].path}"
  }

  check {
    assert  = length(internet_routes(each.value)) == 0
    at      = subnets(self)
    message = "this stands in a public subnet, one address away from the internet: ${internet_routes(each.value)[0].path}"
  }

  note {
    when    = length(blocked_internet_routes(each.value)) > 0
    message = "${address(each.value)} is private only because public access to its VPC is blocked: ${blocked_internet_routes(each.value)[0].path}"
  }
}
