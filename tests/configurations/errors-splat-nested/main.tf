resource "terraform_data" "r" {
  count = 2
  input = 7
}
output "o" {
  value = terraform_data.r[*].output[*].a
}
