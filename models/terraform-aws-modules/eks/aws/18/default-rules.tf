# Traffic between control plane and nodes, which both groups allow by themselves.

variable "node_security_group_ntp_ipv4_cidr_block" { default = ["0.0.0.0/0"] }
variable "node_security_group_ntp_ipv6_cidr_block" { default = ["::/0"] }

locals {
  cluster_default_rules = {
    ingress_nodes_443    = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true }
    egress_nodes_443     = { type = "egress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true }
    egress_nodes_kubelet = { type = "egress", protocol = "tcp", from_port = 10250, to_port = 10250, source_node_security_group = true }
  }
  ntp = {
    cidr_blocks      = var.node_security_group_ntp_ipv4_cidr_block
    ipv6_cidr_blocks = local.ip_family == "ipv6" ? var.node_security_group_ntp_ipv6_cidr_block : null
  }
  node_default_rules = {
    ingress_cluster_443      = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true }
    ingress_cluster_kubelet  = { type = "ingress", protocol = "tcp", from_port = 10250, to_port = 10250, source_cluster_security_group = true }
    ingress_self_coredns_tcp = { type = "ingress", protocol = "tcp", from_port = 53, to_port = 53, self = true }
    ingress_self_coredns_udp = { type = "ingress", protocol = "udp", from_port = 53, to_port = 53, self = true }
    egress_cluster_443       = { type = "egress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true }
    egress_self_coredns_tcp  = { type = "egress", protocol = "tcp", from_port = 53, to_port = 53, self = true }
    egress_self_coredns_udp  = { type = "egress", protocol = "udp", from_port = 53, to_port = 53, self = true }
    egress_ntp_tcp           = merge({ type = "egress", protocol = "tcp", from_port = 123, to_port = 123 }, local.ntp)
    egress_ntp_udp           = merge({ type = "egress", protocol = "udp", from_port = 123, to_port = 123 }, local.ntp)
    egress_https = {
      type             = "egress"
      protocol         = "tcp"
      from_port        = 443
      to_port          = 443
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = local.ip_family == "ipv6" ? ["::/0"] : null
    }
  }
  node_recommended_rules = {}
}
