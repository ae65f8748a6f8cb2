variable "create" { default = true }
variable "aliases" { default = null }
variable "comment" { default = null }
variable "default_root_object" { default = null }
variable "price_class" { default = null }
variable "web_acl_id" { default = null }
variable "continuous_deployment_policy_id" { default = null }
variable "staging" { default = null }
variable "default_cache_behavior" { default = null }
variable "enabled" { default = true }
variable "http_version" { default = "http2" }
variable "is_ipv6_enabled" { default = true }
variable "tags" { default = {} }
variable "enable_v2_logging" { default = false }
variable "origin" {
  default  = {}
  nullable = false
}
variable "origin_group" {
  default  = {}
  nullable = false
}
variable "viewer_certificate" {
  default  = {}
  nullable = false
}
variable "logging_config" {
  default  = {}
  nullable = false
}
variable "vpc_origin" {
  default  = {}
  nullable = false
}
variable "ordered_cache_behavior" {
  default  = []
  nullable = false
}
variable "origin_access_control" {
  default = {
    s3 = {
      origin_type      = "s3"
      signing_behavior = "always"
      signing_protocol = "sigv4"
    }
  }
  nullable = false
}
variable "restrictions" {
  default  = {}
  nullable = false
}
variable "cache_policies" {
  default  = {}
  nullable = false
}
variable "v2_logging" {
  default  = {}
  nullable = false
}
