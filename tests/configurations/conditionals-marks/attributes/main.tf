variable "value" {
  type = object({ a = string, b = string })
}
output "value" {
  value = var.value
}
