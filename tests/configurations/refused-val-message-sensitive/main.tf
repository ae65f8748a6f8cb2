variable "a" {
  default = 1
  sensitive = true
  validation {
    condition = var.a > 5
    error_message = "x ${var.a}"
  }
}
