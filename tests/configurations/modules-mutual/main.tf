module "a" {
  source = "./m"
  in     = module.b.early
}
module "b" {
  source = "./m"
  in     = "seed"
  late   = module.a.early
}
output "o" { value = [module.a.early, module.a.late, module.b.early, module.b.late] }
