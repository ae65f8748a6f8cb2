terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
provider "terraform" {}
provider "terraform" { alias = "two" }
module "m" {
  source    = "./m"
  for_each  = toset(["a"])
  providers = { terraform = terraform, terraform.x = terraform.two }
}
resource "terraform_data" "a" { provider = terraform.two }
output "o" { value = module.m["a"].o }
