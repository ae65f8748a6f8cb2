# What differs between versions.

locals {
  ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
}
