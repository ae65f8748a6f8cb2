output "o" { value = 2 }
resource "terraform_data" "r" { count = 3 }
