resource "terraform_data" "a" {
  input            = { x = 1 }
  triggers_replace = "t"
}
resource "terraform_data" "b" {}
resource "terraform_data" "n" {
  count = 2
  input = count.index
}
resource "terraform_data" "e" {
  for_each = { k = "v" }
  input    = each.value
}
data "terraform_remote_state" "s" {
  backend = "local"
  config  = { path = "other.tfstate" }
}
output "keys" { value = keys(terraform_data.a) }
output "keys_b" { value = keys(terraform_data.b) }
output "values" { value = values(terraform_data.a) }
output "length" { value = length(terraform_data.a) }
output "merge" { value = merge(terraform_data.a, { more = 1 }) }
output "merge_keys" { value = keys(merge(terraform_data.a, { more = 1 })) }
output "lookup" { value = lookup(terraform_data.a, "triggers_replace", "none") }
output "lookup_none" { value = lookup(terraform_data.a, "nothing", "none") }
output "lookup_id" { value = lookup(terraform_data.a, "id", "none") }
output "json" { value = jsonencode(terraform_data.a) }
output "yaml" { value = yamlencode(terraform_data.a) }
output "for_list" { value = [for k, v in terraform_data.a : k] }
output "for_values" { value = [for k, v in terraform_data.a : v] }
output "for_map" { value = { for k, v in terraform_data.a : k => v if k != "id" } }
output "for_when" { value = { for k, v in terraform_data.a : k => v if v != null } }
output "splat" { value = terraform_data.a[*].input }
output "whole" { value = terraform_data.a }
output "list" { value = [terraform_data.a] }
output "equal" { value = terraform_data.a == terraform_data.b }
output "equal_self" { value = terraform_data.a == null }
output "contains" { value = contains(keys(terraform_data.a), "id") }
output "zipmap" { value = zipmap(slice(keys(terraform_data.a), 0, 2), [1, 2]) }
output "tomap" { value = try(tomap(terraform_data.b), "no map") }
output "tomap_typed" { value = try(tomap({ for k, v in terraform_data.n[0] : k => tostring(v) }), "no map") }
output "tolist" { value = try(tolist(terraform_data.a), "no list") }
output "toset" { value = length(toset([for r in terraform_data.n : r.input])) }
output "tostring" { value = try(tostring(terraform_data.a), "no string") }
output "count_len" { value = length(terraform_data.n) }
output "count_keys" { value = [for r in terraform_data.n : keys(r)] }
output "each_keys" { value = { for k, r in terraform_data.e : k => length(r) } }
output "each_values" { value = values(terraform_data.e)[*].input }
output "flatten" { value = flatten([terraform_data.a, terraform_data.b])[0].input }
output "concat" { value = concat(terraform_data.n, [1])[2] }
output "coalesce" { value = coalesce(terraform_data.a, null).triggers_replace }
output "cond" { value = (true ? terraform_data.a : terraform_data.b).triggers_replace }
output "one" { value = one([terraform_data.a]).triggers_replace }
output "state_keys" { value = keys(data.terraform_remote_state.s) }
output "state_len" { value = length(data.terraform_remote_state.s) }
output "state_json" { value = jsonencode(data.terraform_remote_state.s) }
output "type" { value = can(terraform_data.a.input.x) }
output "template" { value = try("${terraform_data.a}", "no template") }
output "sensitive" { value = length(nonsensitive(sensitive(terraform_data.a))) }
output "setproduct" { value = length(setproduct([terraform_data.a], [1, 2])) }
output "transpose" { value = try(transpose(terraform_data.a), "no") }
output "alltrue" { value = alltrue([for k, v in terraform_data.a : k != "x"]) }
output "join" { value = join(",", keys(terraform_data.a)) }
output "objdyn" { value = { (terraform_data.a.triggers_replace) = terraform_data.a } }
output "distinct" { value = length(distinct([terraform_data.a, terraform_data.a])) }
output "indexfn" { value = try(index([terraform_data.a], terraform_data.a), "no") }
output "cont2" { value = contains([terraform_data.a], terraform_data.a) }
resource "terraform_data" "loop" {
  for_each = { for k, v in terraform_data.a : k => 1 if k != "id" }
  input    = each.key
}
resource "terraform_data" "loop2" {
  for_each = toset(keys(terraform_data.a))
  input    = each.key
}
module "m" {
  source = "./m"
  a      = terraform_data.a
  typed  = terraform_data.a
}
output "m" { value = module.m.o }
