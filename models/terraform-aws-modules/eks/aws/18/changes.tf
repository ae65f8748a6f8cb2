# What differs between versions.

variable "create_kms_key" { default = false }
variable "authentication_mode" { default = null }

locals {
  public_endpoint_by_default  = true
  private_endpoint_by_default = false

  bootstrap_creator    = null
  encrypted_by_default = false

  self_managed_min_size = 0

  cluster_id = try(aws_eks_cluster.this[0].id, "")
}
