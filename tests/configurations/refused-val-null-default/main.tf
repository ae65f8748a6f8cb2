variable "a" {
  nullable = false
  default = 1
  validation {
    condition = var.a > 1
    error_message = "must be more"
  }
}
