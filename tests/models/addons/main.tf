module "addons" {
  source       = "aws-ia/eks-blueprints-addons/aws"
  version      = "~> 1.0"
  cluster_name = "shop"

  enable_metrics_server               = true
  enable_aws_load_balancer_controller = true
  aws_load_balancer_controller = {
    set = [{ name = "replicaCount", value = "2" }]
  }
  enable_kube_prometheus_stack = true
  kube_prometheus_stack        = { namespace = "metrics", values = ["grafana:\n  enabled: false\n"] }
  enable_fargate_fluentbit     = true
  eks_addons                   = { coredns = {} }
}
#= module.addons.module.metrics_server.helm_release.this[0].chart = "metrics-server"
#= module.addons.module.metrics_server.helm_release.this[0].namespace = "kube-system"
#= module.addons.module.aws_load_balancer_controller.helm_release.this[0].set[0].value = "shop"
#= module.addons.module.kube_prometheus_stack.helm_release.this[0].namespace = "metrics"
#= module.addons.module.kube_prometheus_stack.helm_release.this[0].values = ["grafana:\n  enabled: false\n"]
#= 0 module.addons.module.ingress_nginx.helm_release.this
#= 1 module.addons.kubernetes_config_map_v1.aws_logging
#= module.addons.aws_eks_addon.this["coredns"].addon_name = "coredns"
