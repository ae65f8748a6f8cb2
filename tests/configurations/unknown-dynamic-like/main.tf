resource "terraform_data" "d" {}
output "a" { value = [for s in [for x in ["a", "b"] : { n = x, id = terraform_data.d.id }] : s.n] }
output "b" { value = { for k, v in { a = terraform_data.d.id, b = "x" } : k => v if k != "b" } }
output "c" { value = [for k, v in { a = terraform_data.d.id, b = "x" } : k if v != ""] }
output "d" { value = flatten([for g in ["x"] : [for h in [terraform_data.d.id, "q"] : { g = g, h = h }]]) }
output "e" { value = { for o in flatten([for g in ["x", "y"] : [for h in ["1", "2"] : { g = g, h = h, id = terraform_data.d.id }]]) : "${o.g}.${o.h}" => o } }
output "f" { value = { for k in [terraform_data.d.id] : k => 1 } }
output "g" { value = { for k, v in { a = 1 } : "${k}-${terraform_data.d.id}" => v } }
output "h" { value = toset([for x in ["b", "a"] : x]) }
output "i" { value = tomap({ a = terraform_data.d.id, b = 1 }) }
output "j" { value = try(tomap({ a = terraform_data.d.id }).a, "x") }
output "k" { value = lookup(tomap({ a = terraform_data.d.id }), "z", "dflt") }
output "l" { value = [terraform_data.d.id][0] }
output "m" { value = { a = terraform_data.d.id }["a"] == "x" }
output "n" { value = sum([1, length([terraform_data.d.id])]) }
output "o" { value = max(1, length([terraform_data.d.id])) }
output "p" { value = templatestring(local.t, { x = terraform_data.d.id, y = "k" }) }
output "q" { value = yamlencode({ a = 1 }) }
locals { t = "q-$${x}" }
