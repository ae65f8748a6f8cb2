variable "n" {
  validation {
    condition     = var.n > 10
    error_message = "Too small."
  }
}
