# Arguments of all versions. `region`, the group of its own and `network_interface` as a map came with
# version 6.

variable "create" { default = true }
variable "region" { default = null }
variable "name" { default = "" }
variable "ami" { default = null }
variable "ignore_ami_changes" { default = false }
variable "create_spot_instance" { default = false }
variable "instance_type" { default = "t3.micro" }
variable "availability_zone" { default = null }
variable "subnet_id" { default = null }
variable "vpc_security_group_ids" { default = [] }
variable "associate_public_ip_address" { default = null }
variable "source_dest_check" { default = null }
variable "network_interface" { default = null }
variable "user_data" { default = null }
variable "user_data_base64" { default = null }
variable "create_eip" { default = false }
variable "iam_instance_profile" { default = null }
variable "create_iam_instance_profile" { default = false }
variable "iam_role_name" { default = null }
variable "iam_role_use_name_prefix" { default = true }
variable "iam_role_policies" { default = {} }
variable "security_group_name" { default = null }
variable "security_group_use_name_prefix" { default = true }
variable "security_group_vpc_id" { default = null }
variable "security_group_ingress_rules" { default = null }
variable "tags" { default = {} }
