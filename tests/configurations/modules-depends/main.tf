module "a" { source = "./a" }
module "b" {
  source     = "./a"
  depends_on = [module.a]
}
output "o" { value = [module.a.o, module.b.o, module.b.read] }
