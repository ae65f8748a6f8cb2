variable "e" {
  ephemeral = true
  default = 1
}
output "o" {

  value = var.e
}
