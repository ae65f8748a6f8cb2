module "m" {
  source = "./m"
  providers = { terraform.y = terraform.x }
}
provider "terraform" { alias = "x" }
