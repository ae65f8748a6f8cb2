resource "terraform_data" "a" { for_each = {a=1} }
output "o" { value = values(terraform_data.a)[*].nope }
