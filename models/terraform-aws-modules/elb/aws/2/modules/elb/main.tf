resource "aws_elb" "this" {
  count                     = var.create_elb ? 1 : 0
  name                      = var.name
  name_prefix               = var.name_prefix
  subnets                   = var.subnets
  internal                  = var.internal
  security_groups           = var.security_groups
  cross_zone_load_balancing = var.cross_zone_load_balancing
  tags                      = merge(var.tags, { Name = var.name == null ? "" : var.name })

  dynamic "listener" {
    for_each = var.listener
    content {
      instance_port      = listener.value.instance_port
      instance_protocol  = listener.value.instance_protocol
      lb_port            = listener.value.lb_port
      lb_protocol        = listener.value.lb_protocol
      ssl_certificate_id = lookup(listener.value, "ssl_certificate_id", null)
    }
  }

  dynamic "access_logs" {
    for_each = length(keys(var.access_logs)) == 0 ? [] : [var.access_logs]
    content {
      bucket        = access_logs.value.bucket
      bucket_prefix = lookup(access_logs.value, "bucket_prefix", null)
      enabled       = lookup(access_logs.value, "enabled", true)
    }
  }

  health_check {
    target              = lookup(var.health_check, "target", null)
    interval            = lookup(var.health_check, "interval", null)
    timeout             = lookup(var.health_check, "timeout", null)
    healthy_threshold   = lookup(var.health_check, "healthy_threshold", null)
    unhealthy_threshold = lookup(var.health_check, "unhealthy_threshold", null)
  }
}

variable "create_elb" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "subnets" { default = [] }
variable "security_groups" { default = [] }
variable "internal" { default = false }
variable "listener" { default = [] }
variable "access_logs" { default = {} }
variable "health_check" { default = {} }
variable "cross_zone_load_balancing" { default = true }
variable "tags" { default = {} }

output "elb_id" { value = try(aws_elb.this[0].id, "") }
output "elb_arn" { value = try(aws_elb.this[0].arn, "") }
output "elb_name" { value = try(aws_elb.this[0].name, "") }
output "elb_dns_name" { value = try(aws_elb.this[0].dns_name, "") }
output "elb_source_security_group_id" { value = try(aws_elb.this[0].source_security_group_id, "") }
output "elb_zone_id" { value = try(aws_elb.this[0].zone_id, "") }
