variable "a" {}
variable "typed" { type = object({ id = string, triggers_replace = string }) }
output "o" { value = [keys(var.a), keys(var.typed), var.typed.triggers_replace, length(var.a), jsonencode(var.typed)] }
