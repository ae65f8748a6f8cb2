variable "v" {
  default = 1
  validation {
    condition     = var.v > 0
  }
}
