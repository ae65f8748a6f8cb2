variable "a" {
  default = 2
  validation {
    condition = var.a < var.b
    error_message = "must be less"
  }
}
variable "b" {
  default = 3
  validation {
    condition = var.b > var.a
    error_message = "must be more"
  }
}
