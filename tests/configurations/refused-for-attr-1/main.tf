resource "terraform_data" "a" { count = 1 }
output "o" { value = [for x in terraform_data.a : x.nope] }
