resource "terraform_data" "u" {}
locals {
  id   = terraform_data.u.id
  list = split(",", local.id)
}
output "o" {
  value = toset([null, []])
}
