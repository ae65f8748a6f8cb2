variable "v" { default = 1 }
check "c d" {
  assert {
    condition = var.v > 0
    error_message = "x"
  }
}
