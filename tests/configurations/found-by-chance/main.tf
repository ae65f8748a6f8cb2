resource "terraform_data" "u" {}
resource "terraform_data" "nothing" {
  input = false ? { a = 1 } : null
}
resource "terraform_data" "secret" {
  input = ["%{if true}a%{else}${sensitive("s")}%{endif}", "%{if local.any}a${sensitive("s")}%{endif}"]
}
locals {
  id      = terraform_data.u.id
  any     = jsondecode(terraform_data.u.id)
  list    = split(",", terraform_data.u.id)
  tuple   = [terraform_data.u.id, "b", 3]
  object  = terraform_data.u.id == "x" ? { a = 1, b = "x" } : { a = 2, b = "x" }
  set     = toset(["z", "y"])
  no_text = tostring(null)
}
output "o" {
  value = {
    try_parts       = try(local.tuple, 1)
    empty_or_object = [] == local.object
    condition_type  = local.list ? [] : []
    template_type   = "l %{if local.list}m%{endif} n"
    null_in_set     = toset(["", local.no_text])
    condition_each  = [for v in [local.list, 1] : 1 if v]
    undecided_loop  = [for v in local.tuple : 1 if v]
    not_looked_at   = [for v in ["a"] : tolist([v, {}]) if local.any]
    index_dynamic   = index(local.any, null)
    to_number       = tonumber(local.id) == null
    to_map_splat    = tomap(jsondecode(local.id))[*]
    failed_argument = false ? trimprefix(chomp([]), "a") : local.object
    type_of_tuple   = [local.id] == [1]
    sorted          = length(sort([local.id, "a"]))
    at_least        = length(local.list) >= 0
    above           = length(local.list) > -1
    at_most         = (local.id == "x" ? 1 : 2) <= 2
    equal_number    = (local.id == "x" ? 1 : 2) == 3
    prefix_length   = length("pre-${local.id}") >= 3
    missing_in_try  = try({ a = local.id }.b, "none")
    unknown_in_map  = tomap({ a = local.any, b = local.object })
    missing_in_can  = can({ a = local.id }.b)
    loop_or_null    = [for v in local.list : 1] == null
    loop_key        = { for v in { a = local.id } : v => (3 ? 1 : 2) }
    loop_late_key   = { for v in { a = local.object, b = [] } : v => 1 }
    key_of_number   = 1[local.any]
    key_of_object   = local.object["missing"]
    element_type    = false ? try([local.object], 1)[0].a : []
    no_difference   = setunion([], setsubtract(toset([]), toset(local.list)))
  }
}
output "empty_set" { value = true ? toset([]) : local.set }
output "empty_difference" { value = setsubtract((true ? toset([]) : local.set), []) }
output "empty_intersection" { value = setintersection([], setsubtract(toset([1]), toset([1]))) }
output "mixed_list" { value = tolist([tolist([]), ["a"]]) }
output "null_in_map" { value = true ? { a = null, c = { d = 1 } } : {} }
output "fraction" { value = (local.id == "x" ? 1 : 2) >= -7.5 }
output "unified" { value = true ? { a = [] } : { a = tolist(["x"]) } }
output "typed_null" { value = terraform_data.nothing.output }
