variable "a" {
  default = 1
  ephemeral = true
}
output "o" {
  value = var.a
}
