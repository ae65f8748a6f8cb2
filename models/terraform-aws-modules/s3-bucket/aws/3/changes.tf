# What changed with version 3.

variable "acl" { default = null }
variable "object_ownership" { default = "BucketOwnerEnforced" }
variable "block_public_acls" { default = true }
variable "block_public_policy" { default = true }
variable "ignore_public_acls" { default = true }
variable "restrict_public_buckets" { default = true }

# Either `enabled`, or `status`, which may be a truth or a word.
locals {
  versioning = try(tobool(try(var.versioning.enabled, var.versioning.status)) ? "Enabled" : "Suspended", title(lower(var.versioning.status)), "Enabled")
}
