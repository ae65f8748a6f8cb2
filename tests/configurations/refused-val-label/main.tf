variable "a" {
  default = 1
  validation "x" {
    condition = var.a > 0
    error_message = "bad"
  }
}
