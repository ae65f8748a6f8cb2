resource "terraform_data" "d" { input = "i" }
locals {
  obj = { id = terraform_data.d.id, k = "known", n = { z = terraform_data.d.output } }
  lst = [terraform_data.d.id, "k"]
}
output "a" { value = try(local.obj, "x") }
output "b" { value = try(local.obj.k, "x") }
output "c" { value = try(local.obj.id, "x") }
output "d" { value = try(local.obj.zz, "x") }
output "e" { value = try(local.lst, []) }
output "f" { value = try(local.lst[1], []) }
output "g" { value = can(local.obj.id) }
output "h" { value = can(local.obj) }
output "i" { value = try(tonumber(terraform_data.d.id), 1) }
output "j" { value = can(tonumber(terraform_data.d.id)) }
output "k" { value = try(local.lst[*], []) }
output "l" { value = try(terraform_data.d, "x") }
output "m" { value = try(terraform_data.d.input, "x") }
output "n" { value = try(terraform_data.d.output.foo, "x") }
output "o" { value = try(merge(local.obj, { k = 2 }), {}) }
output "p" { value = try([local.obj.n], "x") }
output "q" { value = try(local.obj.n.z.a.b, local.obj.k) }
output "r" { value = try("lit-${local.obj.id}", "x") }
output "s" { value = try(tolist(local.lst), "x") }
