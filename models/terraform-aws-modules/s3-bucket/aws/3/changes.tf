# What changed with version 3.

variable "acl" { default = null }
variable "object_ownership" { default = "BucketOwnerEnforced" }
variable "block_public_acls" { default = true }
variable "block_public_policy" { default = true }
variable "ignore_public_acls" { default = true }
variable "restrict_public_buckets" { default = true }
