# What changed with version 3. Up to version 2 a bucket had in blocks of its own what stands in
# resources beside it since; the meaning is the same, so that these stand here too.

variable "acl" { default = "private" }
variable "object_ownership" { default = "ObjectWriter" }
variable "block_public_acls" { default = false }
variable "block_public_policy" { default = false }
variable "ignore_public_acls" { default = false }
variable "restrict_public_buckets" { default = false }

locals {
  versioning = tobool(coalesce(lookup(var.versioning, "enabled", null), "false")) ? "Enabled" : "Suspended"
}
