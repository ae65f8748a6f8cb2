variable "b" {
  default = 2
  validation {
    condition = var.b < length(terraform_data.a)
    error_message = "must be less"
  }
}
resource "terraform_data" "a" { count = 1 }
