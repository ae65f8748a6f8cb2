removed {
  from = module.gone
  lifecycle { destroy = false }
}
moved {
  from = module.old[0].terraform_data.x
  to   = module.new["k"].terraform_data.x
}
moved {
  from = terraform_data.c[0]
  to   = terraform_data.c["z"]
}
variable "v" { default = "1" }
resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" { for_each = toset(["p", "q"]) }
resource "terraform_data" "c" { for_each = toset(["z"]) }
module "new" {
  source   = "./n"
  for_each = toset(["k"])
}
