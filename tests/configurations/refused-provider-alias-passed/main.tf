module "m" {
  source = "./m"
  providers = { terraform.x = terraform.x }
}
provider "terraform" { alias = "x" }
