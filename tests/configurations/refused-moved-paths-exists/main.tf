moved {
  from = module.a
  to = module.b
}
module "a" { source = "./m" }
module "b" { source = "./m" }
