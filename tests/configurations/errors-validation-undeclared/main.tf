variable "v" {
  default = 1
  validation {
    condition     = var.v > var.w
    error_message = "x"
  }
}
