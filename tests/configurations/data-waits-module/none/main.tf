resource "terraform_data" "m" { for_each = {} }
output "constant" { value = "other.tfstate" }
