output "a" {
  value = var.nope
}
output "b" {
  value = local.nope
}
