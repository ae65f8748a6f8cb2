variable "in" {}
output "base" { value = "B" }
output "out" { value = "b<${var.in}>" }
