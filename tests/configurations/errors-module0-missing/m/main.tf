variable "req" {}
output "o" { value = 1 }
