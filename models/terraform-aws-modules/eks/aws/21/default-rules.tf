# Traffic between control plane and nodes, which both groups allow by themselves.

locals {
  cluster_default_rules = {
    ingress_nodes_443 = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_node_security_group = true }
  }
  node_default_rules = {
    ingress_cluster_443      = { type = "ingress", protocol = "tcp", from_port = 443, to_port = 443, source_cluster_security_group = true }
    ingress_cluster_kubelet  = { type = "ingress", protocol = "tcp", from_port = 10250, to_port = 10250, source_cluster_security_group = true }
    ingress_self_coredns_tcp = { type = "ingress", protocol = "tcp", from_port = 53, to_port = 53, self = true }
    ingress_self_coredns_udp = { type = "ingress", protocol = "udp", from_port = 53, to_port = 53, self = true }
  }
  node_recommended_rules = merge(
    {
      ingress_nodes_ephemeral = { type = "ingress", protocol = "tcp", from_port = 1025, to_port = 65535, self = true }
      egress_all = {
        type             = "egress"
        protocol         = "-1"
        from_port        = 0
        to_port          = 0
        cidr_blocks      = ["0.0.0.0/0"]
        ipv6_cidr_blocks = local.ip_family == "ipv6" ? ["::/0"] : null
      }
    },
    {
      for port in local.webhook_ports : "ingress_cluster_${port}_webhook" => {
        type                          = "ingress"
        protocol                      = "tcp"
        from_port                     = port
        to_port                       = port
        source_cluster_security_group = true
      }
    },
  )
}
