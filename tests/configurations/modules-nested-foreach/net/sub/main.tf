variable "zone" {}
variable "cidr" {}
resource "terraform_data" "this" { input = { zone = var.zone, cidr = var.cidr } }
output "zone" { value = var.zone }
output "cidr" { value = var.cidr }
output "data" { value = terraform_data.this }
