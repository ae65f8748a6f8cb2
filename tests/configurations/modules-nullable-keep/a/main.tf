variable "v" {
  type    = number
  default = 4
}
output "o" { value = { v = var.v, isnull = var.v == null } }
