variable "x" { default = 1 }
locals { y = 2 }
resource "terraform_data" "a" {
  depends_on = [var.x, local.y, terraform_data.b[0], terraform_data.a]
}
resource "terraform_data" "b" { count = 1 }
module "m" {
  source     = "./m"
  depends_on = [terraform_data.a]
}
output "z" {
  value      = module.m.y
  depends_on = [module.m, module.m.y, terraform_data.a]
}
