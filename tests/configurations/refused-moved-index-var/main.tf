moved {
  from = terraform_data.a[var.i]
  to = terraform_data.b
}
variable "i" { default = 0 }
