locals {
  list   = ["b", "a", "c"]
  set    = toset(["z", "y", "x"])
  map    = { k2 = 2, k1 = 1, "10" = 10, "9" = 9 }
  object = { name = "n", port = 80, tags = ["t"] }
  deep   = [{ n = "one", l = [1, 2] }, { n = "two", l = [] }, { n = "three", l = [3] }]
}
output "list" { value = [for x in local.list : upper(x)] }
output "list_index" { value = [for i, x in local.list : "${i}${x}"] }
output "list_map" { value = { for i, x in local.list : x => i } }
output "set" { value = [for x in local.set : x] }
output "set_keys" { value = [for k, v in local.set : k == v] }
output "map" { value = [for k, v in local.map : "${k}=${v}"] }
output "map_swap" { value = { for k, v in local.map : v => k } }
output "object" { value = { for k, v in local.object : k => v } }
output "filter" { value = [for i, x in local.list : x if i % 2 == 0] }
output "filter_null" { value = [for x in [1, null, 3] : x if x != null] }
output "group" { value = { for d in local.deep : length(d.l) > 0 ? "some" : "none" => d.n... } }
output "nested" { value = [for d in local.deep : [for x in d.l : "${d.n}${x}"]] }
output "flat" { value = flatten([for d in local.deep : [for x in d.l : { n = d.n, x = x }]]) }
output "shadow" { value = [for x in [1, 2] : [for x in ["a"] : x]] }
output "empty" { value = [[for x in [] : x], { for k, v in {} : k => v }] }
output "tuple_types" { value = [for x in [1, "a", true, null] : x] }
output "object_types" { value = { for k, v in { a = 1, b = "x" } : k => v } }
output "numbers_as_keys" { value = { for i in range(3) : i => i * i } }
output "conversion" { value = tolist([for x in local.list : x]) }
output "sum" { value = sum([for d in local.deep : length(d.l)]) }
