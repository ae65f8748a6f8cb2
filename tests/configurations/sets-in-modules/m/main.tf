variable "ids" { type = set(string) }
variable "rules" { type = set(object({ name = string, sg = string, port = optional(number, 80) })) }
resource "terraform_data" "x" { input = var.ids }
output "echo" { value = { ids = var.ids, rules = var.rules, ports = { for r in var.rules : r.name => r.port } } }
