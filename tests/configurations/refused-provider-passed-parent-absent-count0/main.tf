module "m" {
  source = "./m"
  count = 0
  providers = { terraform = terraform.nope }
}
