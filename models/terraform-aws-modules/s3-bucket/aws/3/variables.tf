variable "create_bucket" { default = true }
variable "region" { default = null }
variable "bucket" { default = null }
variable "bucket_prefix" { default = null }
variable "is_directory_bucket" { default = false }
variable "availability_zone_id" { default = null }
variable "force_destroy" { default = false }
variable "object_lock_enabled" { default = false }
variable "tags" { default = {} }

# Maps of texts: a true is "true" here.

variable "versioning" {
  type     = map(string)
  default  = {}
  nullable = false
}
variable "website" {
  default  = {}
  nullable = false
}
variable "logging" {
  default  = {}
  nullable = false
}
variable "grant" {
  default  = []
  nullable = false
}
variable "lifecycle_rule" {
  default  = []
  nullable = false
}
variable "replication_configuration" {
  default  = {}
  nullable = false
}
variable "server_side_encryption_configuration" {
  default  = {}
  nullable = false
}

variable "control_object_ownership" { default = false }
variable "attach_public_policy" { default = true }
variable "attach_policy" { default = false }
variable "policy" { default = null }

# Statements that the module adds to the policy.

variable "attach_deny_insecure_transport_policy" { default = false }
variable "attach_require_latest_tls_policy" { default = false }
variable "attach_deny_unencrypted_object_uploads" { default = false }
variable "attach_deny_ssec_encrypted_object_uploads" { default = false }
variable "attach_deny_incorrect_kms_key_sse" { default = false }
variable "attach_deny_incorrect_encryption_headers" { default = false }
variable "attach_elb_log_delivery_policy" { default = false }
variable "attach_lb_log_delivery_policy" { default = false }
variable "attach_access_log_delivery_policy" { default = false }
variable "attach_cloudtrail_log_delivery_policy" { default = false }
variable "attach_waf_log_delivery_policy" { default = false }
variable "attach_inventory_destination_policy" { default = false }
variable "attach_analytics_destination_policy" { default = false }
