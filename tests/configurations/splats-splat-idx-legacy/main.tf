locals { l = [{ a = [1, 2] }, { a = [3, 4] }] }
output "a" { value = local.l.*.a[1] }
output "b" { value = local.l[*].a[1] }
output "c" { value = local.l.*.a.1 }
output "d" { value = local.l.1.a.0 }
