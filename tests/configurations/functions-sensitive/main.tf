variable "p" {
  default   = "pw"
  sensitive = true
}
output "a" {
  value     = "${var.p}-x"
  sensitive = true
}
output "b" { value = nonsensitive(length(var.p)) }
output "c" { value = issensitive(var.p) }
output "d" {
  value     = { a = var.p, b = 1 }
  sensitive = true
}
resource "terraform_data" "x" {
  input = { a = var.p, b = [1, sensitive(2)], c = merge({ z = var.p }, { y = 1 }) }
}
resource "terraform_data" "y" { input = [for x in [var.p, "q"] : upper(x)] }
resource "terraform_data" "z" { input = var.p == "pw" ? "one" : "two" }
resource "terraform_data" "w" { input = { for k, v in { a = var.p } : k => v } }
resource "terraform_data" "v" { input = jsonencode([var.p]) }
resource "terraform_data" "u" { input = length([var.p]) }
resource "terraform_data" "t" { input = toset([var.p]) }
resource "terraform_data" "s" { input = nonsensitive(var.p) }
resource "terraform_data" "r" { input = try(var.p, "") }
resource "terraform_data" "q" { input = [sensitive([1, 2])[0], sensitive({ a = 1 }).a, keys(sensitive({ a = 1 }))] }
resource "terraform_data" "pp" { input = concat([var.p], ["a"]) }
resource "terraform_data" "o" { input = sensitive(["a"])[*] }
resource "terraform_data" "n" { input = coalesce(var.p, "b") }
resource "terraform_data" "m" { input = lookup({ a = var.p, b = 2 }, "b", 0) }
resource "terraform_data" "l" { input = lookup({ a = var.p, b = 2 }, "a", 0) }
resource "terraform_data" "k" { input = values({ a = var.p, b = 2 }) }
resource "terraform_data" "j" { input = keys({ a = var.p, b = 2 }) }
resource "terraform_data" "i" { input = zipmap(["a"], [var.p]) }
resource "terraform_data" "h" { input = flatten([[var.p], ["b"]]) }
resource "terraform_data" "g" { input = element(["a", var.p], 0) }
