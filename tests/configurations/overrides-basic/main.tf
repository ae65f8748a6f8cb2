variable "a" {
  type    = string
  default = "base"
}
locals {
  x = 1
  y = 2
}
resource "terraform_data" "r" {
  input            = "base"
  triggers_replace = [1]
}
module "m" {
  source = "./m"
  v      = "base"
}
output "o" { value = [var.a, local.x, local.y, terraform_data.r.input, terraform_data.r.triggers_replace, module.m.o] }
