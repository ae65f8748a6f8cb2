variable "a" {
  default = 1
  validation {
    condition = var.a > 1
    error_message = "must be more"
  }
  validation {
    condition = var.a > 2
    error_message = "must be much more"
  }
}
