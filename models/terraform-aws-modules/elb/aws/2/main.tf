module "elb" {
  source          = "./modules/elb"
  create_elb      = var.create_elb
  name            = var.name
  name_prefix     = var.name_prefix
  subnets         = var.subnets
  security_groups = var.security_groups
  internal        = var.internal
  listener        = var.listener
  access_logs     = var.access_logs
  health_check    = var.health_check
  tags            = var.tags

  cross_zone_load_balancing = var.cross_zone_load_balancing
}

module "elb_attachment" {
  source              = "./modules/elb_attachment"
  create_attachment   = var.create_elb
  number_of_instances = var.number_of_instances
  elb                 = module.elb.elb_id
  instances           = var.instances
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
variable "number_of_instances" { default = 0 }
variable "instances" { default = [] }
variable "tags" { default = {} }

output "elb_id" { value = module.elb.elb_id }
output "elb_arn" { value = module.elb.elb_arn }
output "elb_name" { value = module.elb.elb_name }
output "elb_dns_name" { value = module.elb.elb_dns_name }
output "elb_source_security_group_id" { value = module.elb.elb_source_security_group_id }
output "elb_zone_id" { value = module.elb.elb_zone_id }
