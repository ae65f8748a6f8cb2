variable "create" { default = true }
variable "create_sg" { default = true }
variable "security_group_id" { default = null }
variable "vpc_id" { default = null }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "tags" { default = {} }

variable "ingress_cidr_blocks" { default = [] }
variable "ingress_ipv6_cidr_blocks" { default = [] }
variable "ingress_prefix_list_ids" { default = [] }
variable "ingress_rules" {
  type    = list(string)
  default = []
}
variable "computed_ingress_rules" {
  type    = list(string)
  default = []
}
variable "number_of_computed_ingress_rules" { default = 0 }
variable "ingress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "computed_ingress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_cidr_blocks" { default = 0 }
variable "ingress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "computed_ingress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_ipv6_cidr_blocks" { default = 0 }
variable "ingress_with_source_security_group_id" {
  type    = list(map(string))
  default = []
}
variable "computed_ingress_with_source_security_group_id" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_source_security_group_id" { default = 0 }
variable "ingress_with_self" {
  type    = list(map(string))
  default = []
}
variable "computed_ingress_with_self" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_self" { default = 0 }
variable "ingress_with_prefix_list_ids" {
  type    = list(map(string))
  default = []
}
variable "computed_ingress_with_prefix_list_ids" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_ingress_with_prefix_list_ids" { default = 0 }

variable "egress_cidr_blocks" { default = ["0.0.0.0/0"] }
variable "egress_ipv6_cidr_blocks" { default = ["::/0"] }
variable "egress_prefix_list_ids" { default = [] }
variable "egress_rules" {
  type    = list(string)
  default = []
}
variable "computed_egress_rules" {
  type    = list(string)
  default = []
}
variable "number_of_computed_egress_rules" { default = 0 }
variable "egress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "computed_egress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_egress_with_cidr_blocks" { default = 0 }
variable "egress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "computed_egress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_egress_with_ipv6_cidr_blocks" { default = 0 }
variable "egress_with_source_security_group_id" {
  type    = list(map(string))
  default = []
}
variable "computed_egress_with_source_security_group_id" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_egress_with_source_security_group_id" { default = 0 }
variable "egress_with_self" {
  type    = list(map(string))
  default = []
}
variable "computed_egress_with_self" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_egress_with_self" { default = 0 }
variable "egress_with_prefix_list_ids" {
  type    = list(map(string))
  default = []
}
variable "computed_egress_with_prefix_list_ids" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_egress_with_prefix_list_ids" { default = 0 }

# What a group opens by itself; null stands for what its name says.

variable "auto_ingress_rules" { default = null }
variable "auto_ingress_with_self" { default = [{ rule = "all-all" }] }
variable "auto_egress_rules" { default = ["all-all"] }
variable "auto_egress_with_self" { default = [] }
