module "a" { source = "./a" }
module "b" {
  source = "./b"
  list   = module.a.list
}
module "c" {
  source   = "./b"
  for_each = toset(module.b.names)
  list     = [each.key]
}
output "o" { value = { for k, v in module.c : k => v.names } }
