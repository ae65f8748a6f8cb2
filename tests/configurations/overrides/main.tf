variable "x" { default = "base" }
locals {
  a = 1
  b = 2
}
resource "terraform_data" "r" {
  input            = { from = "base" }
  triggers_replace = "kept"
}
module "m" {
  source = "./m"
  in     = "base"
}
output "o" { value = [var.x, local.a, local.b, terraform_data.r.input.from, module.m.out] }
output "p" { value = "base" }
