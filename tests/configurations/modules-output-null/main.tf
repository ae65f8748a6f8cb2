module "a" {
  source = "./a"
  v      = null
}
output "o" { value = module.a.o }
output "p" { value = module.a.nothing == null }
output "q" { value = coalesce(module.a.nothing, "d") }
