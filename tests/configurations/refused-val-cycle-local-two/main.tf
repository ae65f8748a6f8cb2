variable "a" {
  default = 2
  validation {
    condition = var.a < local.x
    error_message = "must be less"
  }
}
locals { x = var.b }
variable "b" {
  default = 3
  validation {
    condition = var.b > var.a
    error_message = "must be more"
  }
}
