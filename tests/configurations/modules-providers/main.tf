terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
provider "terraform" {}
module "x" {
  source = "./x"
  providers = { terraform = terraform }
}
output "o" { value = module.x.o }
