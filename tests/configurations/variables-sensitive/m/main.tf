variable "secret" {}
output "secret" {
  value     = "m-${var.secret}"
  sensitive = true
}
output "plain" { value = "plain" }
