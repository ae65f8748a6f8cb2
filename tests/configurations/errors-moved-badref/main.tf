moved {
  from = var.a
  to = local.b
}
