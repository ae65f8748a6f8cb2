locals {
  list = [{ a = 1 }]
}
output "o" {
  value = local.list[*].a[0]
}
