variable "s" {
  type    = set(object({ n = string, p = optional(number, 1) }))
  default = [{ n = "b" }, { n = "a", p = 2 }, { n = "b", p = 1 }]
}
output "a" { value = var.s }
output "b" { value = { for x in var.s : x.n => x.p } }
output "c" { value = length(var.s) }
output "d" { value = [for x in var.s : x.n] }
output "e" { value = tolist(var.s)[0].n }
output "f" { value = contains(toset(["a"]), "a") }
output "g" { value = toset(["a"]) == toset(["a", "a"]) }
output "h" { value = setunion(toset(["a"]), ["b"]) }
output "i" { value = toset([true, "true", 1]) }
output "j" { value = sort(toset(["b", "a"])) }
output "k" { value = join(",", toset(["b", "a"])) }
output "l" { value = [for k, v in toset([10, 9]) : "${k}-${v}"] }
output "m" { value = toset([[2], [1]]) }
output "n" { value = tolist(toset([true, false])) }
output "o" { value = toset([{ b = 1 }, { b = 0 }]) }
output "p" { value = tolist(toset(["é", "z", "Z", "10", "9"])) }
output "q" { value = tolist(toset([null, "a"])) }
output "r" { value = tolist(toset([1.5, 10, 9, -1])) }
output "s" { value = [for x in toset([["b", "a"], ["a"]]) : x] }
output "t" { value = flatten([toset(["x", "a"])]) }
output "w" { value = toset(["x"])[*] }
