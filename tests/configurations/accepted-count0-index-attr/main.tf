resource "terraform_data" "m" {
  count = 0
}
output "o" { value = terraform_data.m[*].nope }
