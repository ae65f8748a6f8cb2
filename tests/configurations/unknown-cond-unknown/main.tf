resource "terraform_data" "d" {}
locals { c = terraform_data.d.id == "x" }
output "a" { value = local.c ? [1] : [1] }
output "b" { value = local.c ? { a = 1 } : { a = 2 } }
output "c" { value = local.c ? "abc" : "abd" }
output "d" { value = local.c ? [] : ["a"] }
output "e" { value = local.c ? null : "x" }
output "f" { value = (local.c ? "a" : "b") != null }
output "g" { value = length(local.c ? ["a"] : ["b"]) }
output "h" { value = local.c ? tolist(["a"]) : tolist(["b"]) }
output "i" { value = length(local.c ? tolist(["a"]) : tolist(["b"])) }
output "j" { value = (local.c ? "pre-a" : "pre-b") == null }
output "k" { value = startswith(local.c ? "pre-a" : "pre-b", "pre-") }
output "l" { value = local.c ? 1 : 2 }
output "m" { value = (local.c ? 1 : 2) > 0 }
output "n" { value = local.c || true }
output "o" { value = local.c && false }
output "p" { value = !local.c }
output "q" { value = [local.c ? 1 : 2, 3] }
output "r" { value = local.c ? terraform_data.d.id : "z" }
output "s" { value = local.c ? true : true }
output "t" { value = local.c ? { a = 1, b = 2 } : { a = 1, b = 3 } }
output "u" { value = local.c ? [1, 2] : [1, 3] }
output "v" { value = (local.c ? [1, 2] : [1, 3])[0] }
output "w" { value = (local.c ? { a = 1, b = 2 } : { a = 1, b = 3 }).a }
output "x" { value = terraform_data.d.id != "" }
output "y" { value = length(terraform_data.d.id) > 0 }
output "z" { value = coalesce("x", terraform_data.d.id) }
