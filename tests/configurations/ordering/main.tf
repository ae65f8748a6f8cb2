locals {
  m = { B = 1, a = 2, "10" = 3, "2" = 4, "é" = 5, _x = 6, "a-b" = 7, "a.b" = 8, A = 9, "" = 0 }
}
output "keys" { value = keys(local.m) }
output "values" { value = values(local.m) }
output "for" { value = [for k, v in local.m : "${k}${v}"] }
output "set" { value = [for k in toset(keys(local.m)) : k] }
output "sort" { value = sort(keys(local.m)) }
output "json" { value = jsonencode(local.m) }
output "nums" { value = [for n in toset([10, 9, 2.5, -1, 100]) : n] }
output "objs" { value = [for o in toset([{ n = 10 }, { n = 9 }, { n = 100 }]) : o.n] }
output "mixed" { value = [for o in toset([{ n = "b", p = 1 }, { n = "a", p = 2 }, { n = "b", p = 0 }]) : "${o.n}${o.p}"] }
output "lists" { value = [for l in toset([["b"], ["a", "c"], ["a"]]) : join("", l)] }
output "dist" { value = distinct(["b", "a", "b", "c", "a"]) }
output "rev" { value = reverse(sort(["b", "B", "a", "10", "9"])) }
output "merge" { value = merge({ z = 1, a = 1 }, { m = 2, a = 2 }) }
