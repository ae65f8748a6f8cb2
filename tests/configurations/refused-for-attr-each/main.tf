resource "terraform_data" "a" { for_each = {a=1} }
output "o" { value = { for k, x in terraform_data.a : k => x.nope } }
