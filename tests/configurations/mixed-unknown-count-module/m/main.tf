variable "id" {}
variable "n" { type = number }
output "id" { value = var.id }
output "n" { value = "${var.n}" }
output "cfg" { value = { n = var.n, id = "x-${var.id}" } }
output "list" { value = [var.id, "l${var.n}"] }
output "map" { value = { "k${var.n}" = var.id } }
output "same" { value = "same" }
