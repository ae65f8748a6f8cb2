output "a" { value = merge({ a = 1 }, null, { b = 2 }) }
output "b" { value = merge(null, null) }
output "c" { value = merge() }
output "d" { value = merge(tomap({ a = "x" }), { b = 1 }) }
output "e" { value = merge(tomap({ a = "x" }), tomap({ b = "y" })) }
output "f" { value = merge([{ a = 1 }, { b = 2 }]...) }
output "g" { value = merge({ a = 1 }, { a = "s" }) }
output "h" { value = merge({ a = { x = 1 } }, { a = { y = 2 } }) }
output "i" { value = merge([for k in ["p", "q"] : { (k) = upper(k) }]...) }
output "j" { value = merge([]...) }
output "k" { value = merge(tomap({ a = 1 }), tomap({ b = "x" })) }
output "behind_untyped" {
  value = merge(null, sort([]))
}
