output "secret" {
  value     = "pw"
  sensitive = true
}
