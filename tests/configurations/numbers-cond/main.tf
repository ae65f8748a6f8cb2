output "a" { value = true ? 1 : "a" }
output "b" { value = false ? [1] : ["a", "b"] }
output "c" { value = true ? { a = 1 } : { b = 2 } }
output "d" { value = true ? null : "x" }
output "e" { value = true ? [] : ["a"] }
output "f" { value = false ? {} : { a = 1 } }
output "g" { value = "true" ? 1 : 2 }
output "h" { value = true ? tolist(["a"]) : [] }
output "i" { value = true ? tomap({ a = 1 }) : {} }
output "j" { value = (1 < 2) && !false || false }
output "k" { value = 1 == 1.0 }
output "l" { value = [] == tolist([]) }
output "m" { value = { a = 1 } == tomap({ a = 1 }) }
output "n" { value = null == null }
output "o" { value = "a" != null }
output "p" { value = [1, 2] == [1, 2] }
output "q" { value = toset([1, 2]) == toset([2, 1]) }
output "r" { value = true ? [1, "a"] : [2, "b"] }
output "s" { value = true ? { a = 1, b = "x" } : { a = 2, b = "y" } }
output "t" { value = true ? { a = 1, b = "x" } : null }
output "remainder_by_zero" {
  value = [5 % 0, (1 / 0) % 0 > 5, (-1 / 0) % 0 < 5, can((1 / 0) % 3), can(3 % (1 / 0))]
}
