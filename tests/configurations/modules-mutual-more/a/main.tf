variable "in" {}
output "base" { value = "A" }
output "out" { value = "a<${var.in}>" }
