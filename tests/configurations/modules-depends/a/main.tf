resource "terraform_data" "t" {}
output "o" { value = 1 }
output "read" { value = terraform_data.t.id }
