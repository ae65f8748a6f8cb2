variable "create" { default = true }
variable "region" { default = null }
variable "tags" { default = {} }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "load_balancer_type" { default = "application" }
variable "internal" { default = null }
variable "ip_address_type" { default = null }
variable "subnets" { default = null }
variable "subnet_mapping" { default = null }
variable "security_groups" { default = [] }
variable "enable_deletion_protection" { default = true }
variable "drop_invalid_header_fields" { default = true }
variable "desync_mitigation_mode" { default = null }
variable "enable_cross_zone_load_balancing" { default = true }
variable "idle_timeout" { default = null }
variable "enable_waf_fail_open" { default = null }
variable "access_logs" { default = null }
variable "connection_logs" { default = null }

variable "default_port" { default = 80 }
variable "default_protocol" { default = "HTTP" }
variable "listeners" {
  default  = {}
  nullable = false
}
variable "target_groups" {
  default  = {}
  nullable = false
}
variable "route53_records" {
  default  = {}
  nullable = false
}
variable "security_group_ingress_rules" {
  default  = {}
  nullable = false
}
variable "security_group_egress_rules" {
  default  = {}
  nullable = false
}

variable "create_security_group" { default = true }
variable "vpc_id" { default = null }
variable "security_group_tags" { default = {} }
variable "associate_web_acl" { default = false }
variable "web_acl_arn" { default = null }
