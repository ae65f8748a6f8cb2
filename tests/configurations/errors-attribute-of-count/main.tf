resource "terraform_data" "many" {
  count = 2
}
output "o" {
  value = terraform_data.many.id
}
