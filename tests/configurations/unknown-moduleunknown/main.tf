resource "terraform_data" "d" {}
module "a" {
  source   = "./a"
  for_each = { x = terraform_data.d.id, y = "k" }
  v        = each.value
}
output "a" { value = module.a["x"].v }
output "b" { value = module.a["y"].v }
output "c" { value = module.a["x"].known }
output "d" { value = { for k, m in module.a : k => m.len } }
output "e" { value = [for m in module.a : m.obj.k] }
output "f" { value = values(module.a)[*].list[1] }
