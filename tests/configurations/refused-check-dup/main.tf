variable "v" { default = 1 }
check "c" {
  assert {
    condition = var.v > 0
    error_message = "x"
  }
}
check "c" {
  assert {
    condition = var.v > 0
    error_message = "x"
  }
}
