locals {
  object = { a = 1 }
}
output "o" {
  value = {
    x = local.object.a
    y = local.object.b
  }
}
