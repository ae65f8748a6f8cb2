output "a" { depends_on = [terraform_data.b] }
