resource "terraform_data" "one" {}
output "o" {
  value = terraform_data.one[0].id
}
