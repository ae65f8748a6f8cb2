variable "name" { type = string }
output "text" { value = templatefile("${path.module}/hello.tftpl", { name = var.name, list = ["a", "b"] }) }
output "path" { value = path.module }
