resource "terraform_data" "a" {
  for_each = toset(["x", "y"])
  input    = "${each.key}${each.value}"
}
resource "terraform_data" "b" {
  for_each = terraform_data.a
  input    = each.value.input
}
resource "terraform_data" "c" {
  for_each = { for k, v in { p = { on = true }, q = { on = false } } : k => v if v.on }
  input    = each.value
}
resource "terraform_data" "d" {
  for_each = { "a b" = 1, "c\"d" = 2, "e.f" = 3, "g/h" = 4, "é" = 5 }
  input    = each.key
}
resource "terraform_data" "e" {
  for_each = {}
}
output "a" { value = { for k, v in terraform_data.a : k => v.input } }
output "b" { value = values(terraform_data.b)[*].input }
output "c" { value = [for k, v in terraform_data.d : k] }
output "d" { value = [terraform_data.d["c\"d"].input, length(terraform_data.e), terraform_data.a["x"].input] }
output "e" { value = lookup(terraform_data.a, "zz", null) == null }
output "f" { value = contains(keys(terraform_data.a), "x") }
output "g" { value = try(terraform_data.a["nope"].input, "no") }
