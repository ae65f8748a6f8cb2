locals { k = "dyn" }
output "a" { value = { (local.k) = 1, "${local.k}2" = 2, k = 3, "q r" = 4, 5 = 6, true = 7 } }
output "b" { value = { "a" : 1, b : 2, c = 3 } }
output "d" { value = { if = 1, in = 2, else = 3 } }
output "e" { value = { a = 1, }.a }
output "f" { value = [1, 2, ] }
output "g" { value = max(1, 2, ) }
output "h" { value = {
  a = 1
  b = 2, c = 3

  d = 4
} }
output "i" { value = (
  1
  + 2
) }
output "j" { value = [
  1,
  # comment
  2, // two
  /* three */ 3
] }
output "k" { value = "a" == "a" ? "x" : "y" }
output "l" { value = { (1 + 1) = "two" } }
output "m" { value = -1 + 2 * 3 == 5 && !(1 > 2) }
output "n" { value = [{ a = 1 }["a"], [1, 2][1], "abc" == "abc"] }
