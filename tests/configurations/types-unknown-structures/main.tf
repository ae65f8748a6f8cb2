resource "terraform_data" "u" {}
locals {
  unknown = terraform_data.u.id == "x"
  any     = jsondecode(terraform_data.u.id)
  loose   = { a = { a = true } }
}
module "parts" {
  source        = "./parts"
  map_to_object = local.unknown ? local.loose.a : { a = 1, b = "x" }
  set_in_tuple  = [1, toset(local.unknown ? [] : [local.any])]
  some_any      = [{ a = false, b = one([2.5]), c = "c" }, { a = local.unknown, b = formatlist("%s!", local.any) }]
  tuple_in_set  = local.unknown ? [] : [[1], ["a"]]
  filled        = local.unknown ? { a = ["x"], b = [1] } : { a = ["y"], b = ["2"] }
}
module "outputs" {
  source = "./none"
}
output "parts" {
  value = module.parts.all
}
output "merged" {
  value = length(merge((module.outputs.flag ? module.outputs : { a = 1, b = "x" }), { b = true }))
}
output "merged_maps" {
  value = merge(tomap({ a = "te", b = module.parts.all.no_text }), tomap(module.parts.all.no_map))
}
output "unknown_tuple" {
  value = distinct(local.unknown ? [] : [])
}
output "nested" {
  value = [
    local.any ? (local.any ? 1 : 2) : 3,
    local.any ? (local.any ? "a" : 2) : 3,
    local.any ? (local.any ? { a = 1 } : { a = "x" }) : { b = 2 },
    (toset([terraform_data.u.id]) == null) ? sensitive(null) : "x",
  ]
  sensitive = true
}
output "coalesced" {
  value     = [coalesce(sensitive({ a = 1 }), { a = 2 }), coalesce({ a = 1 }, sensitive({ a = "x" }))]
  sensitive = true
}
output "lossy_unless_known" {
  value = local.unknown ? toset(["a", "b"]) : tolist([1, 2])
}
output "bounds" {
  value = [
    length(local.unknown ? toset(["a"]) : toset(["b"])) > 0,
    length(tolist(local.unknown ? [1, 2] : [3, 4])),
  ]
}
resource "terraform_data" "none" {
  for_each = {}
  input    = terraform_data.u.id != "" ? merge({ a = 1, b = "x" }, { b = terraform_data.many[*].id }) : module.parts.defaulted
}
resource "terraform_data" "many" {
  count = 2
}
output "joined" {
  value = [
    join(",", [for x in toset([terraform_data.u.id]) : x]),
    join(",", [for k, x in toset([terraform_data.u.id, "b"]) : "a-${k}"]),
    reverse(toset(["a", "b"]))[0],
  ]
}
