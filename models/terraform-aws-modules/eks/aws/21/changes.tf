# What differs between versions.

variable "create_kms_key" { default = true }
variable "authentication_mode" { default = "API_AND_CONFIG_MAP" }

locals {
  public_endpoint_by_default  = false
  private_endpoint_by_default = true

  # Since version 20 the creator is an administrator by an access entry only.
  bootstrap_creator = false

  # Secrets are encrypted with a key of the module.
  encrypted_by_default = true

  webhook_ports = [4443, 6443, 8443, 9443, 10251]

  self_managed_min_size = 1

  # The id of a cluster on an Outpost; null elsewhere.
  cluster_id = try(aws_eks_cluster.this[0].cluster_id, "")
}
