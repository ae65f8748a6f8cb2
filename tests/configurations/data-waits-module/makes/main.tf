resource "terraform_data" "m" { input = "other.tfstate" }
output "constant" { value = "other.tfstate" }
output "from" { value = terraform_data.m.input }
