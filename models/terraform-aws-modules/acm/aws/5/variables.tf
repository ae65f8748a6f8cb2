# `region` came with version 6.

variable "create_certificate" { default = true }
variable "create_route53_records" { default = true }
variable "create_route53_records_only" { default = false }
variable "validate_certificate" { default = true }
variable "wait_for_validation" { default = true }
variable "region" { default = null }
variable "domain_name" { default = "" }
variable "subject_alternative_names" { default = [] }
variable "distinct_domain_names" { default = [] }
variable "validation_record_fqdns" { default = [] }
variable "zone_id" { default = "" }
variable "zones" { default = {} }
variable "key_algorithm" { default = null }
variable "export" { default = null }
variable "private_authority_arn" { default = null }
variable "tags" { default = {} }
variable "acm_certificate_domain_validation_options" { default = {} }
