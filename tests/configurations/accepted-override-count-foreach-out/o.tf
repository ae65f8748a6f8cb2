output "o" { value = terraform_data.a[0].id }
