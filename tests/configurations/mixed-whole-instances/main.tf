resource "terraform_data" "a" {
  for_each = { x = 1, y = 2 }
  input    = each.value
}
resource "terraform_data" "b" { input = { k = "v" } }
locals {
  all   = merge(terraform_data.a, { b = terraform_data.b })
  conds = true ? terraform_data.b : null
}
output "a" { value = { for k, v in local.all : k => v.input } }
output "b" { value = local.conds.input.k }
output "c" { value = [terraform_data.b][0].input }
output "d" { value = try(terraform_data.b.input.zz, terraform_data.b.input.k) }
output "f" { value = lookup(terraform_data.b.input, "k", "d") }
output "g" { value = one([terraform_data.b]).input.k }
output "h" { value = element(values(terraform_data.a), 1).input }
output "i" { value = [for k in sort(keys(terraform_data.a)) : terraform_data.a[k].input] }
output "j" { value = flatten([terraform_data.b, values(terraform_data.a)])[*].input }
output "k" { value = terraform_data.b.triggers_replace }
output "l" { value = coalesce(terraform_data.b.triggers_replace, "none") }
output "m" { value = concat([terraform_data.b], values(terraform_data.a))[2].input }
output "n" { value = zipmap(["q"], [terraform_data.b]).q.input }
output "o" { value = { for r in [terraform_data.b] : "z" => r.input }.z.k }
