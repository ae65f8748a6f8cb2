locals {
  users = [
    { name = "a", role = "x", n = 1 },
    { name = "b", role = "y", n = 2 },
    { name = "c", role = "x", n = 3 },
  ]
}
output "g" { value = { for u in local.users : u.role => u.name... } }
output "g2" { value = { for i, u in local.users : u.role => { i = i, n = u.n }... if u.n > 0 } }
output "g3" { value = { for k, v in { for u in local.users : u.role => u.n... } : k => sum(v) } }
output "f1" { value = [for k, v in { b = 1, a = 2, C = 3 } : "${k}${v}"] }
output "f2" { value = [for k, v in toset(["z", "y"]) : "${k}-${v}"] }
output "f3" { value = { for k, v in ["x", "y"] : k => v } }
output "f4" { value = [for v in { b = 1, a = 2 } : v] }
output "f5" { value = [for i, v in [[1, 2], [3]] : [for j, w in v : i * 10 + j + w]] }
output "f6" { value = { for k, v in { a = 1, b = null } : k => v if v != null } }
output "f7" { value = { for s in ["b", "a"] : upper(s) => s } }
output "f8" { value = [for x in [1, 2, 3, 4] : x if x % 2 == 0] }
output "f9" { value = [for u in local.users : u... if false] == [] }
