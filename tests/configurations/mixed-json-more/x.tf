output "m" { value = var.n.a }
output "r" { value = terraform_data.b["k"].input }
