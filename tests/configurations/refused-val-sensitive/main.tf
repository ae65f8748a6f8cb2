variable "a" {
  default = 1
  sensitive = true
  validation {
    condition = var.a > 1
    error_message = "bad"
  }
}
