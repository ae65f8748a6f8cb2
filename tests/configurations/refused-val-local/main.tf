variable "b" {
  default = 2
  validation {
    condition = var.b < local.a
    error_message = "must be less"
  }
}
locals { a = 1 }
