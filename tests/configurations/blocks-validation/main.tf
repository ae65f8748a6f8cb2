variable "a" {
  type    = number
  default = 5
  validation {
    condition     = var.a > 3
    error_message = "small ${var.a}"
  }
  validation {
    condition     = var.a < var.b
    error_message = "big"
  }
}
variable "b" { default = 10 }
output "o" { value = var.a }
