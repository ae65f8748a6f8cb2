variable "secret" {}
resource "terraform_data" "held" {
  input = { secret = var.secret, open = 1 }
}
output "secret" { value = terraform_data.held.output }
output "id" { value = terraform_data.held.id }
