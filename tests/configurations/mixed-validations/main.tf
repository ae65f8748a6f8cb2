variable "cidr" {
  type    = string
  default = "10.0.0.0/16"
  validation {
    condition     = can(cidrhost(var.cidr, 0))
    error_message = "bad cidr ${var.cidr}"
  }
}
variable "env" {
  type    = string
  default = "prod"
  validation {
    condition     = contains(["dev", "prod"], var.env)
    error_message = "Env is dev or prod."
  }
  validation {
    condition     = length(regexall("^[a-z]+$", var.env)) > 0
    error_message = "lower"
  }
}
variable "subnets" {
  type    = map(object({ cidr = string, public = optional(bool, false) }))
  default = { a = { cidr = "10.0.1.0/24" }, b = { cidr = "10.0.2.0/24", public = true } }
  validation {
    condition     = alltrue([for k, s in var.subnets : can(cidrnetmask(s.cidr)) && length(k) < 5])
    error_message = "bad"
  }
  validation {
    condition     = anytrue([for s in var.subnets : s.public])
    error_message = "none public in ${var.env}"
  }
}
output "o" { value = { for k, s in var.subnets : k => s.public ? "pub" : "priv" } }
