resource "terraform_data" "b" { input = 1 }
output "a" { value = 1 }
