variable "n" { type = number }
resource "terraform_data" "r" { input = { n = var.n } }
output "out" { value = { n = var.n + 1 } }
output "id" { value = terraform_data.r.id }
