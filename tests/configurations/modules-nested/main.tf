module "outer" {
  source = "./outer"
  name   = "top"
  sizes  = { a = 1, b = 2 }
}
output "deep" { value = module.outer.deep }
output "names" { value = module.outer.names }
output "id" { value = module.outer.id }
