resource "terraform_data" "d" { for_each = toset(["a", "b"]) }
locals { ids = { for k, v in terraform_data.d : k => v.id } }
output "a" { value = merge(local.ids, { c = "x" }) }
output "b" { value = [for k, id in local.ids : "${k}:${id}"] }
output "c" { value = length(values(local.ids)) }
output "d" { value = lookup(local.ids, "zz", "none") }
output "e" { value = zipmap(keys(local.ids), values(local.ids)) }
output "f" { value = { for k, id in local.ids : id => k } }
output "g" { value = contains(keys(local.ids), "a") }
output "h" { value = setunion(keys(local.ids), ["q"]) }
output "i" { value = element(values(local.ids), 0) }
output "j" { value = slice(values(local.ids), 0, 1) }
output "k" { value = chunklist(values(local.ids), 1) }
output "l" { value = concat(values(local.ids), ["x"])[2] }
output "m" { value = jsonencode(local.ids) }
output "n" { value = length(jsonencode(local.ids)) }
output "o" { value = formatlist("%s-%s", keys(local.ids), values(local.ids)) }
output "p" { value = [for k, id in local.ids : k if id != null] }
output "q" { value = alltrue([for id in local.ids : id != ""]) }
output "r" { value = try(local.ids["a"], "x") }
output "s" { value = can(local.ids["q"]) }
output "t" { value = coalesce(null, local.ids["a"]) }
output "u" { value = local.ids == null }
output "v" { value = { for k, id in local.ids : k => { id = id, n = upper(k) } } }
output "w" { value = reverse(values(local.ids)) }
output "x" { value = flatten([values(local.ids), ["z"]])[2] }
output "y" { value = tomap({ for k, id in local.ids : k => id })["a"] == "x" }
output "z" { value = one([for k, id in local.ids : k if k == "a"]) }
