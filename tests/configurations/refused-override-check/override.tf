check "c" {
  assert {
    condition = var.v > 0
    error_message = "x"
  }
}
