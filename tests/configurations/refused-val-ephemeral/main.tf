variable "a" {
  default = 1
  ephemeral = true
  validation {
    condition = var.a > 1
    error_message = "bad"
  }
}
