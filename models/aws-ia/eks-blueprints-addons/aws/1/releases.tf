# Add-ons are evidence of what runs in the cluster: each is one Helm release. Their roles are left out.

locals {
  releases = {
    argo_rollouts                         = { name = "argo-rollouts", chart = "argo-rollouts", repository = "https://argoproj.github.io/argo-helm", namespace = "argo-rollouts" }
    argo_workflows                        = { name = "argo-workflows", chart = "argo-workflows", repository = "https://argoproj.github.io/argo-helm", namespace = "argo-workflows" }
    argocd                                = { name = "argo-cd", chart = "argo-cd", repository = "https://argoproj.github.io/argo-helm", namespace = "argocd" }
    argo_events                           = { name = "argo-events", chart = "argo-events", repository = "https://argoproj.github.io/argo-helm", namespace = "argo-events" }
    aws_cloudwatch_metrics                = { name = "aws-cloudwatch-metrics", chart = "aws-cloudwatch-metrics", repository = "https://aws.github.io/eks-charts", namespace = "amazon-cloudwatch" }
    aws_efs_csi_driver                    = { name = "aws-efs-csi-driver", chart = "aws-efs-csi-driver", repository = "https://kubernetes-sigs.github.io/aws-efs-csi-driver/", namespace = "kube-system" }
    aws_for_fluentbit                     = { name = "aws-for-fluent-bit", chart = "aws-for-fluent-bit", repository = "https://aws.github.io/eks-charts", namespace = "kube-system" }
    aws_fsx_csi_driver                    = { name = "aws-fsx-csi-driver", chart = "aws-fsx-csi-driver", repository = "https://kubernetes-sigs.github.io/aws-fsx-csi-driver/", namespace = "kube-system" }
    aws_load_balancer_controller          = { name = "aws-load-balancer-controller", chart = "aws-load-balancer-controller", repository = "https://aws.github.io/eks-charts", namespace = "kube-system" }
    aws_node_termination_handler          = { name = "aws-node-termination-handler", chart = "aws-node-termination-handler", repository = "https://aws.github.io/eks-charts", namespace = "aws-node-termination-handler" }
    aws_privateca_issuer                  = { name = "aws-privateca-issuer", chart = "aws-privateca-issuer", repository = "https://cert-manager.github.io/aws-privateca-issuer", namespace = "cert-manager" }
    cert_manager                          = { name = "cert-manager", chart = "cert-manager", repository = "https://charts.jetstack.io", namespace = "cert-manager" }
    cluster_autoscaler                    = { name = "cluster-autoscaler", chart = "cluster-autoscaler", repository = "https://kubernetes.github.io/autoscaler", namespace = "kube-system" }
    cluster_proportional_autoscaler       = { name = "cluster-proportional-autoscaler", chart = "cluster-proportional-autoscaler", repository = "https://kubernetes-sigs.github.io/cluster-proportional-autoscaler", namespace = "kube-system" }
    external_dns                          = { name = "external-dns", chart = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns/", namespace = "external-dns" }
    external_secrets                      = { name = "external-secrets", chart = "external-secrets", repository = "https://charts.external-secrets.io", namespace = "external-secrets" }
    gatekeeper                            = { name = "gatekeeper", chart = "gatekeeper", repository = "https://open-policy-agent.github.io/gatekeeper/charts", namespace = "gatekeeper-system" }
    ingress_nginx                         = { name = "ingress-nginx", chart = "ingress-nginx", repository = "https://kubernetes.github.io/ingress-nginx", namespace = "ingress-nginx" }
    karpenter                             = { name = "karpenter", chart = "karpenter", repository = "oci://public.ecr.aws/karpenter", namespace = "karpenter" }
    kube_prometheus_stack                 = { name = "kube-prometheus-stack", chart = "kube-prometheus-stack", repository = "https://prometheus-community.github.io/helm-charts", namespace = "kube-prometheus-stack" }
    metrics_server                        = { name = "metrics-server", chart = "metrics-server", repository = "https://kubernetes-sigs.github.io/metrics-server/", namespace = "kube-system" }
    secrets_store_csi_driver              = { name = "secrets-store-csi-driver", chart = "secrets-store-csi-driver", repository = "https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts", namespace = "kube-system" }
    secrets_store_csi_driver_provider_aws = { name = "secrets-store-csi-driver-provider-aws", chart = "secrets-store-csi-driver-provider-aws", repository = "https://aws.github.io/secrets-store-csi-driver-provider-aws", namespace = "kube-system" }
    velero                                = { name = "velero", chart = "velero", repository = "https://vmware-tanzu.github.io/helm-charts/", namespace = "velero" }
    vpa                                   = { name = "vpa", chart = "vpa", repository = "https://charts.fairwinds.com/stable", namespace = "vpa" }
    aws_gateway_api_controller            = { name = "aws-gateway-api-controller", chart = "aws-gateway-controller-chart", repository = "oci://public.ecr.aws/aws-application-networking-k8s", namespace = "aws-application-networking-system" }
  }

  set_always = {
    aws_load_balancer_controller = [
      { name = "clusterName", value = var.cluster_name },
      { name = "serviceAccount.name", value = "aws-load-balancer-controller-sa" },
    ]
    cluster_autoscaler = [{ name = "autoDiscovery.clusterName", value = var.cluster_name }]
    karpenter          = [{ name = "settings.clusterName", value = var.cluster_name }]
  }
}

module "argo_rollouts" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_argo_rollouts
  create_release = var.create_kubernetes_resources
  name           = lookup(var.argo_rollouts, "name", local.releases.argo_rollouts.name)
  chart          = lookup(var.argo_rollouts, "chart", local.releases.argo_rollouts.chart)
  repository     = lookup(var.argo_rollouts, "repository", local.releases.argo_rollouts.repository)
  namespace      = lookup(var.argo_rollouts, "namespace", local.releases.argo_rollouts.namespace)
  values         = lookup(var.argo_rollouts, "values", [])
  set            = concat(lookup(local.set_always, "argo_rollouts", []), lookup(var.argo_rollouts, "set", []))
}

module "argo_workflows" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_argo_workflows
  create_release = var.create_kubernetes_resources
  name           = lookup(var.argo_workflows, "name", local.releases.argo_workflows.name)
  chart          = lookup(var.argo_workflows, "chart", local.releases.argo_workflows.chart)
  repository     = lookup(var.argo_workflows, "repository", local.releases.argo_workflows.repository)
  namespace      = lookup(var.argo_workflows, "namespace", local.releases.argo_workflows.namespace)
  values         = lookup(var.argo_workflows, "values", [])
  set            = concat(lookup(local.set_always, "argo_workflows", []), lookup(var.argo_workflows, "set", []))
}

module "argocd" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_argocd
  create_release = var.create_kubernetes_resources
  name           = lookup(var.argocd, "name", local.releases.argocd.name)
  chart          = lookup(var.argocd, "chart", local.releases.argocd.chart)
  repository     = lookup(var.argocd, "repository", local.releases.argocd.repository)
  namespace      = lookup(var.argocd, "namespace", local.releases.argocd.namespace)
  values         = lookup(var.argocd, "values", [])
  set            = concat(lookup(local.set_always, "argocd", []), lookup(var.argocd, "set", []))
}

module "argo_events" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_argo_events
  create_release = var.create_kubernetes_resources
  name           = lookup(var.argo_events, "name", local.releases.argo_events.name)
  chart          = lookup(var.argo_events, "chart", local.releases.argo_events.chart)
  repository     = lookup(var.argo_events, "repository", local.releases.argo_events.repository)
  namespace      = lookup(var.argo_events, "namespace", local.releases.argo_events.namespace)
  values         = lookup(var.argo_events, "values", [])
  set            = concat(lookup(local.set_always, "argo_events", []), lookup(var.argo_events, "set", []))
}

module "aws_cloudwatch_metrics" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_cloudwatch_metrics
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_cloudwatch_metrics, "name", local.releases.aws_cloudwatch_metrics.name)
  chart          = lookup(var.aws_cloudwatch_metrics, "chart", local.releases.aws_cloudwatch_metrics.chart)
  repository     = lookup(var.aws_cloudwatch_metrics, "repository", local.releases.aws_cloudwatch_metrics.repository)
  namespace      = lookup(var.aws_cloudwatch_metrics, "namespace", local.releases.aws_cloudwatch_metrics.namespace)
  values         = lookup(var.aws_cloudwatch_metrics, "values", [])
  set            = concat(lookup(local.set_always, "aws_cloudwatch_metrics", []), lookup(var.aws_cloudwatch_metrics, "set", []))
}

module "aws_efs_csi_driver" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_efs_csi_driver
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_efs_csi_driver, "name", local.releases.aws_efs_csi_driver.name)
  chart          = lookup(var.aws_efs_csi_driver, "chart", local.releases.aws_efs_csi_driver.chart)
  repository     = lookup(var.aws_efs_csi_driver, "repository", local.releases.aws_efs_csi_driver.repository)
  namespace      = lookup(var.aws_efs_csi_driver, "namespace", local.releases.aws_efs_csi_driver.namespace)
  values         = lookup(var.aws_efs_csi_driver, "values", [])
  set            = concat(lookup(local.set_always, "aws_efs_csi_driver", []), lookup(var.aws_efs_csi_driver, "set", []))
}

module "aws_for_fluentbit" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_for_fluentbit
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_for_fluentbit, "name", local.releases.aws_for_fluentbit.name)
  chart          = lookup(var.aws_for_fluentbit, "chart", local.releases.aws_for_fluentbit.chart)
  repository     = lookup(var.aws_for_fluentbit, "repository", local.releases.aws_for_fluentbit.repository)
  namespace      = lookup(var.aws_for_fluentbit, "namespace", local.releases.aws_for_fluentbit.namespace)
  values         = lookup(var.aws_for_fluentbit, "values", [])
  set            = concat(lookup(local.set_always, "aws_for_fluentbit", []), lookup(var.aws_for_fluentbit, "set", []))
}

module "aws_fsx_csi_driver" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_fsx_csi_driver
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_fsx_csi_driver, "name", local.releases.aws_fsx_csi_driver.name)
  chart          = lookup(var.aws_fsx_csi_driver, "chart", local.releases.aws_fsx_csi_driver.chart)
  repository     = lookup(var.aws_fsx_csi_driver, "repository", local.releases.aws_fsx_csi_driver.repository)
  namespace      = lookup(var.aws_fsx_csi_driver, "namespace", local.releases.aws_fsx_csi_driver.namespace)
  values         = lookup(var.aws_fsx_csi_driver, "values", [])
  set            = concat(lookup(local.set_always, "aws_fsx_csi_driver", []), lookup(var.aws_fsx_csi_driver, "set", []))
}

module "aws_load_balancer_controller" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_load_balancer_controller
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_load_balancer_controller, "name", local.releases.aws_load_balancer_controller.name)
  chart          = lookup(var.aws_load_balancer_controller, "chart", local.releases.aws_load_balancer_controller.chart)
  repository     = lookup(var.aws_load_balancer_controller, "repository", local.releases.aws_load_balancer_controller.repository)
  namespace      = lookup(var.aws_load_balancer_controller, "namespace", local.releases.aws_load_balancer_controller.namespace)
  values         = lookup(var.aws_load_balancer_controller, "values", [])
  set            = concat(lookup(local.set_always, "aws_load_balancer_controller", []), lookup(var.aws_load_balancer_controller, "set", []))
}

module "aws_node_termination_handler" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_node_termination_handler
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_node_termination_handler, "name", local.releases.aws_node_termination_handler.name)
  chart          = lookup(var.aws_node_termination_handler, "chart", local.releases.aws_node_termination_handler.chart)
  repository     = lookup(var.aws_node_termination_handler, "repository", local.releases.aws_node_termination_handler.repository)
  namespace      = lookup(var.aws_node_termination_handler, "namespace", local.releases.aws_node_termination_handler.namespace)
  values         = lookup(var.aws_node_termination_handler, "values", [])
  set            = concat(lookup(local.set_always, "aws_node_termination_handler", []), lookup(var.aws_node_termination_handler, "set", []))
}

module "aws_privateca_issuer" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_privateca_issuer
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_privateca_issuer, "name", local.releases.aws_privateca_issuer.name)
  chart          = lookup(var.aws_privateca_issuer, "chart", local.releases.aws_privateca_issuer.chart)
  repository     = lookup(var.aws_privateca_issuer, "repository", local.releases.aws_privateca_issuer.repository)
  namespace      = lookup(var.aws_privateca_issuer, "namespace", local.releases.aws_privateca_issuer.namespace)
  values         = lookup(var.aws_privateca_issuer, "values", [])
  set            = concat(lookup(local.set_always, "aws_privateca_issuer", []), lookup(var.aws_privateca_issuer, "set", []))
}

module "cert_manager" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_cert_manager
  create_release = var.create_kubernetes_resources
  name           = lookup(var.cert_manager, "name", local.releases.cert_manager.name)
  chart          = lookup(var.cert_manager, "chart", local.releases.cert_manager.chart)
  repository     = lookup(var.cert_manager, "repository", local.releases.cert_manager.repository)
  namespace      = lookup(var.cert_manager, "namespace", local.releases.cert_manager.namespace)
  values         = lookup(var.cert_manager, "values", [])
  set            = concat(lookup(local.set_always, "cert_manager", []), lookup(var.cert_manager, "set", []))
}

module "cluster_autoscaler" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_cluster_autoscaler
  create_release = var.create_kubernetes_resources
  name           = lookup(var.cluster_autoscaler, "name", local.releases.cluster_autoscaler.name)
  chart          = lookup(var.cluster_autoscaler, "chart", local.releases.cluster_autoscaler.chart)
  repository     = lookup(var.cluster_autoscaler, "repository", local.releases.cluster_autoscaler.repository)
  namespace      = lookup(var.cluster_autoscaler, "namespace", local.releases.cluster_autoscaler.namespace)
  values         = lookup(var.cluster_autoscaler, "values", [])
  set            = concat(lookup(local.set_always, "cluster_autoscaler", []), lookup(var.cluster_autoscaler, "set", []))
}

module "cluster_proportional_autoscaler" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_cluster_proportional_autoscaler
  create_release = var.create_kubernetes_resources
  name           = lookup(var.cluster_proportional_autoscaler, "name", local.releases.cluster_proportional_autoscaler.name)
  chart          = lookup(var.cluster_proportional_autoscaler, "chart", local.releases.cluster_proportional_autoscaler.chart)
  repository     = lookup(var.cluster_proportional_autoscaler, "repository", local.releases.cluster_proportional_autoscaler.repository)
  namespace      = lookup(var.cluster_proportional_autoscaler, "namespace", local.releases.cluster_proportional_autoscaler.namespace)
  values         = lookup(var.cluster_proportional_autoscaler, "values", [])
  set            = concat(lookup(local.set_always, "cluster_proportional_autoscaler", []), lookup(var.cluster_proportional_autoscaler, "set", []))
}

module "external_dns" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_external_dns
  create_release = var.create_kubernetes_resources
  name           = lookup(var.external_dns, "name", local.releases.external_dns.name)
  chart          = lookup(var.external_dns, "chart", local.releases.external_dns.chart)
  repository     = lookup(var.external_dns, "repository", local.releases.external_dns.repository)
  namespace      = lookup(var.external_dns, "namespace", local.releases.external_dns.namespace)
  values         = lookup(var.external_dns, "values", [])
  set            = concat(lookup(local.set_always, "external_dns", []), lookup(var.external_dns, "set", []))
}

module "external_secrets" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_external_secrets
  create_release = var.create_kubernetes_resources
  name           = lookup(var.external_secrets, "name", local.releases.external_secrets.name)
  chart          = lookup(var.external_secrets, "chart", local.releases.external_secrets.chart)
  repository     = lookup(var.external_secrets, "repository", local.releases.external_secrets.repository)
  namespace      = lookup(var.external_secrets, "namespace", local.releases.external_secrets.namespace)
  values         = lookup(var.external_secrets, "values", [])
  set            = concat(lookup(local.set_always, "external_secrets", []), lookup(var.external_secrets, "set", []))
}

module "gatekeeper" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_gatekeeper
  create_release = var.create_kubernetes_resources
  name           = lookup(var.gatekeeper, "name", local.releases.gatekeeper.name)
  chart          = lookup(var.gatekeeper, "chart", local.releases.gatekeeper.chart)
  repository     = lookup(var.gatekeeper, "repository", local.releases.gatekeeper.repository)
  namespace      = lookup(var.gatekeeper, "namespace", local.releases.gatekeeper.namespace)
  values         = lookup(var.gatekeeper, "values", [])
  set            = concat(lookup(local.set_always, "gatekeeper", []), lookup(var.gatekeeper, "set", []))
}

module "ingress_nginx" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_ingress_nginx
  create_release = var.create_kubernetes_resources
  name           = lookup(var.ingress_nginx, "name", local.releases.ingress_nginx.name)
  chart          = lookup(var.ingress_nginx, "chart", local.releases.ingress_nginx.chart)
  repository     = lookup(var.ingress_nginx, "repository", local.releases.ingress_nginx.repository)
  namespace      = lookup(var.ingress_nginx, "namespace", local.releases.ingress_nginx.namespace)
  values         = lookup(var.ingress_nginx, "values", [])
  set            = concat(lookup(local.set_always, "ingress_nginx", []), lookup(var.ingress_nginx, "set", []))
}

module "karpenter" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_karpenter
  create_release = var.create_kubernetes_resources
  name           = lookup(var.karpenter, "name", local.releases.karpenter.name)
  chart          = lookup(var.karpenter, "chart", local.releases.karpenter.chart)
  repository     = lookup(var.karpenter, "repository", local.releases.karpenter.repository)
  namespace      = lookup(var.karpenter, "namespace", local.releases.karpenter.namespace)
  values         = lookup(var.karpenter, "values", [])
  set            = concat(lookup(local.set_always, "karpenter", []), lookup(var.karpenter, "set", []))
}

module "kube_prometheus_stack" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_kube_prometheus_stack
  create_release = var.create_kubernetes_resources
  name           = lookup(var.kube_prometheus_stack, "name", local.releases.kube_prometheus_stack.name)
  chart          = lookup(var.kube_prometheus_stack, "chart", local.releases.kube_prometheus_stack.chart)
  repository     = lookup(var.kube_prometheus_stack, "repository", local.releases.kube_prometheus_stack.repository)
  namespace      = lookup(var.kube_prometheus_stack, "namespace", local.releases.kube_prometheus_stack.namespace)
  values         = lookup(var.kube_prometheus_stack, "values", [])
  set            = concat(lookup(local.set_always, "kube_prometheus_stack", []), lookup(var.kube_prometheus_stack, "set", []))
}

module "metrics_server" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_metrics_server
  create_release = var.create_kubernetes_resources
  name           = lookup(var.metrics_server, "name", local.releases.metrics_server.name)
  chart          = lookup(var.metrics_server, "chart", local.releases.metrics_server.chart)
  repository     = lookup(var.metrics_server, "repository", local.releases.metrics_server.repository)
  namespace      = lookup(var.metrics_server, "namespace", local.releases.metrics_server.namespace)
  values         = lookup(var.metrics_server, "values", [])
  set            = concat(lookup(local.set_always, "metrics_server", []), lookup(var.metrics_server, "set", []))
}

module "secrets_store_csi_driver" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_secrets_store_csi_driver
  create_release = var.create_kubernetes_resources
  name           = lookup(var.secrets_store_csi_driver, "name", local.releases.secrets_store_csi_driver.name)
  chart          = lookup(var.secrets_store_csi_driver, "chart", local.releases.secrets_store_csi_driver.chart)
  repository     = lookup(var.secrets_store_csi_driver, "repository", local.releases.secrets_store_csi_driver.repository)
  namespace      = lookup(var.secrets_store_csi_driver, "namespace", local.releases.secrets_store_csi_driver.namespace)
  values         = lookup(var.secrets_store_csi_driver, "values", [])
  set            = concat(lookup(local.set_always, "secrets_store_csi_driver", []), lookup(var.secrets_store_csi_driver, "set", []))
}

module "secrets_store_csi_driver_provider_aws" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_secrets_store_csi_driver_provider_aws
  create_release = var.create_kubernetes_resources
  name           = lookup(var.secrets_store_csi_driver_provider_aws, "name", local.releases.secrets_store_csi_driver_provider_aws.name)
  chart          = lookup(var.secrets_store_csi_driver_provider_aws, "chart", local.releases.secrets_store_csi_driver_provider_aws.chart)
  repository     = lookup(var.secrets_store_csi_driver_provider_aws, "repository", local.releases.secrets_store_csi_driver_provider_aws.repository)
  namespace      = lookup(var.secrets_store_csi_driver_provider_aws, "namespace", local.releases.secrets_store_csi_driver_provider_aws.namespace)
  values         = lookup(var.secrets_store_csi_driver_provider_aws, "values", [])
  set            = concat(lookup(local.set_always, "secrets_store_csi_driver_provider_aws", []), lookup(var.secrets_store_csi_driver_provider_aws, "set", []))
}

module "velero" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_velero
  create_release = var.create_kubernetes_resources
  name           = lookup(var.velero, "name", local.releases.velero.name)
  chart          = lookup(var.velero, "chart", local.releases.velero.chart)
  repository     = lookup(var.velero, "repository", local.releases.velero.repository)
  namespace      = lookup(var.velero, "namespace", local.releases.velero.namespace)
  values         = lookup(var.velero, "values", [])
  set            = concat(lookup(local.set_always, "velero", []), lookup(var.velero, "set", []))
}

module "vpa" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_vpa
  create_release = var.create_kubernetes_resources
  name           = lookup(var.vpa, "name", local.releases.vpa.name)
  chart          = lookup(var.vpa, "chart", local.releases.vpa.chart)
  repository     = lookup(var.vpa, "repository", local.releases.vpa.repository)
  namespace      = lookup(var.vpa, "namespace", local.releases.vpa.namespace)
  values         = lookup(var.vpa, "values", [])
  set            = concat(lookup(local.set_always, "vpa", []), lookup(var.vpa, "set", []))
}

module "aws_gateway_api_controller" {
  source = "aws-ia/eks-blueprints-addon/aws"

  create         = var.enable_aws_gateway_api_controller
  create_release = var.create_kubernetes_resources
  name           = lookup(var.aws_gateway_api_controller, "name", local.releases.aws_gateway_api_controller.name)
  chart          = lookup(var.aws_gateway_api_controller, "chart", local.releases.aws_gateway_api_controller.chart)
  repository     = lookup(var.aws_gateway_api_controller, "repository", local.releases.aws_gateway_api_controller.repository)
  namespace      = lookup(var.aws_gateway_api_controller, "namespace", local.releases.aws_gateway_api_controller.namespace)
  values         = lookup(var.aws_gateway_api_controller, "values", [])
  set            = concat(lookup(local.set_always, "aws_gateway_api_controller", []), lookup(var.aws_gateway_api_controller, "set", []))
}
