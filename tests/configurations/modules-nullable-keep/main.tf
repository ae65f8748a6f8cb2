module "a" {
  source = "./a"
  v      = null
}
output "o" { value = module.a.o }
