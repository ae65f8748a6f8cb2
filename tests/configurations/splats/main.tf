locals {
  tuple  = [{ a = 1, b = { c = "x" } }, { a = "two", b = { c = "y" } }]
  list   = tolist([{ a = 1 }, { a = 2 }])
  set    = toset(["b", "a"])
  single = { a = 1 }
  none   = null
  empty  = []
  typed  = tolist([])
  nested = [[{ n = 1 }], [{ n = 2 }, { n = 3 }]]
}
output "tuple" { value = local.tuple[*].a }
output "deep" { value = local.tuple[*].b.c }
output "list" { value = local.list[*].a }
output "list_whole" { value = local.list[*] }
output "set" { value = local.set[*] }
output "single" { value = local.single[*].a }
output "text" { value = "text"[*] }
output "none" { value = local.none[*] }
output "none_attribute" { value = local.none[*].a }
output "empty" { value = local.empty[*].a }
output "typed" { value = local.typed[*] }
output "nested" { value = local.nested[*][0].n }
output "nested_splat" { value = local.nested[*][*].n }
output "index_in" { value = local.tuple[*]["a"] }
output "index_after" { value = (local.tuple[*].a)[0] }
output "attribute_only" { value = local.tuple.*.a }
output "length" { value = length(local.none[*]) }
output "of_for" { value = [for x in local.tuple : x][*].a }
output "of_call" { value = concat(local.tuple, [{ a = null, b = { c = "z" } }])[*].b.c }
