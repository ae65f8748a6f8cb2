variable "cluster_name" { default = "" }
variable "create_kubernetes_resources" { default = true }
variable "tags" { default = {} }
variable "enable_fargate_fluentbit" { default = false }
variable "helm_releases" {
  default  = {}
  nullable = false
}
variable "eks_addons" {
  default  = {}
  nullable = false
}
variable "aws_for_fluentbit_cw_log_group" {
  default  = {}
  nullable = false
}
variable "fargate_fluentbit_cw_log_group" {
  default  = {}
  nullable = false
}
variable "fargate_fluentbit" {
  default  = {}
  nullable = false
}
variable "enable_argo_rollouts" { default = false }
variable "argo_rollouts" {
  default  = {}
  nullable = false
}
variable "enable_argo_workflows" { default = false }
variable "argo_workflows" {
  default  = {}
  nullable = false
}
variable "enable_argocd" { default = false }
variable "argocd" {
  default  = {}
  nullable = false
}
variable "enable_argo_events" { default = false }
variable "argo_events" {
  default  = {}
  nullable = false
}
variable "enable_aws_cloudwatch_metrics" { default = false }
variable "aws_cloudwatch_metrics" {
  default  = {}
  nullable = false
}
variable "enable_aws_efs_csi_driver" { default = false }
variable "aws_efs_csi_driver" {
  default  = {}
  nullable = false
}
variable "enable_aws_for_fluentbit" { default = false }
variable "aws_for_fluentbit" {
  default  = {}
  nullable = false
}
variable "enable_aws_fsx_csi_driver" { default = false }
variable "aws_fsx_csi_driver" {
  default  = {}
  nullable = false
}
variable "enable_aws_load_balancer_controller" { default = false }
variable "aws_load_balancer_controller" {
  default  = {}
  nullable = false
}
variable "enable_aws_node_termination_handler" { default = false }
variable "aws_node_termination_handler" {
  default  = {}
  nullable = false
}
variable "enable_aws_privateca_issuer" { default = false }
variable "aws_privateca_issuer" {
  default  = {}
  nullable = false
}
variable "enable_cert_manager" { default = false }
variable "cert_manager" {
  default  = {}
  nullable = false
}
variable "enable_cluster_autoscaler" { default = false }
variable "cluster_autoscaler" {
  default  = {}
  nullable = false
}
variable "enable_cluster_proportional_autoscaler" { default = false }
variable "cluster_proportional_autoscaler" {
  default  = {}
  nullable = false
}
variable "enable_external_dns" { default = false }
variable "external_dns" {
  default  = {}
  nullable = false
}
variable "enable_external_secrets" { default = false }
variable "external_secrets" {
  default  = {}
  nullable = false
}
variable "enable_gatekeeper" { default = false }
variable "gatekeeper" {
  default  = {}
  nullable = false
}
variable "enable_ingress_nginx" { default = false }
variable "ingress_nginx" {
  default  = {}
  nullable = false
}
variable "enable_karpenter" { default = false }
variable "karpenter" {
  default  = {}
  nullable = false
}
variable "enable_kube_prometheus_stack" { default = false }
variable "kube_prometheus_stack" {
  default  = {}
  nullable = false
}
variable "enable_metrics_server" { default = false }
variable "metrics_server" {
  default  = {}
  nullable = false
}
variable "enable_secrets_store_csi_driver" { default = false }
variable "secrets_store_csi_driver" {
  default  = {}
  nullable = false
}
variable "enable_secrets_store_csi_driver_provider_aws" { default = false }
variable "secrets_store_csi_driver_provider_aws" {
  default  = {}
  nullable = false
}
variable "enable_velero" { default = false }
variable "velero" {
  default  = {}
  nullable = false
}
variable "enable_vpa" { default = false }
variable "vpa" {
  default  = {}
  nullable = false
}
variable "enable_aws_gateway_api_controller" { default = false }
variable "aws_gateway_api_controller" {
  default  = {}
  nullable = false
}
