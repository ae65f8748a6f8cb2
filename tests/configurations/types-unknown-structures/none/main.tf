resource "terraform_data" "u" {}
output "none" {
  value = null
}
output "empty" {
  value = {}
}
output "flag" {
  value = terraform_data.u.id == "x"
}
