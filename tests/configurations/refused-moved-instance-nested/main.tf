moved {
  from = module.m.terraform_data.a
  to = module.m["x"].terraform_data.a
}
module "m" {
  source = "./m"
}
