variable "v" { default = 1 }
check "c" {
  data "terraform_remote_state" "a" {
    backend = "local"
    count = 1
  }
  assert {
    condition = var.v > 0
    error_message = "x"
  }
}
