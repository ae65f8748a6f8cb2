locals {
  o = { a = { b = 1 } }
  l = [1, 2]
}
output "a" { value = try(local.o.a.c, local.o.a.b) }
output "b" { value = try(local.l[5], "none") }
output "c" { value = can(local.o.x) }
output "d" { value = can(tonumber("x")) }
output "e" { value = try(tonumber("x"), tobool("y"), "z") }
output "f" { value = try(jsondecode("{"), {}) }
output "g" { value = can(regex("^a", "b")) }
output "h" { value = try(local.o["a"]["b"], 0) }
output "i" { value = try(cidrhost("10.0.0.0/30", 9), "bad") }
output "j" { value = try(null, "x") }
output "k" { value = try(coalesce("", null), "none") }
output "l" { value = can(null) }
output "m" { value = try([for x in "abc" : x], "no-iter") }
output "o" { value = try(element([], 0), "empty") }
output "p" { value = try(local.l.0, 9) }
output "r" { value = try({ a = 1 }.b, "lit") }
output "s" { value = try(one([1, 2]), "many") }
output "t" { value = try(merge({ a = 1 }, null), "m") }
output "u" { value = try(1 % 0, "mod") }
output "v" { value = can(1 / 0) }
