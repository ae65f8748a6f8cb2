locals {
  n  = null
  o  = { a = 1, b = { c = [1, 2] } }
  l  = [{ a = 1, b = [{ c = 1 }, { c = 2 }] }, { a = 2, b = [] }]
  s  = toset([{ a = 1 }, { a = 2 }])
  m  = { x = { a = 1 } }
  t  = "str"
}
output "null" { value = local.n[*] }
output "obj" { value = local.o[*].a }
output "obj2" { value = local.o[*].b.c }
output "obj3" { value = local.o.*.b.c }
output "list" { value = local.l[*].b[*].c }
output "attr" { value = local.l.*.b }
output "set" { value = local.s[*].a }
output "map" { value = local.m[*] }
output "str" { value = local.t[*] }
output "len" { value = length(local.t[*]) }
output "flat" { value = flatten(local.l[*].b[*].c) }
output "legacy" { value = local.l.0.a }
output "tuple" { value = [1, null, 2][*] }
output "empty" { value = [][*].foo }
