module "a" {
  source = "./a"
  in     = module.b.base
}
module "b" {
  source = "./b"
  in     = module.a.base
}
output "o" { value = [module.a.out, module.b.out] }
