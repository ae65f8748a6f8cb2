resource "terraform_data" "a" { }
locals { x = terraform_data.a }
output "o" { value = local.x.nope }
