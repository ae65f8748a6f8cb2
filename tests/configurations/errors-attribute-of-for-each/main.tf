resource "terraform_data" "each" {
  for_each = toset(["a"])
}
output "o" {
  value = try(terraform_data.each.id, "none")
}
