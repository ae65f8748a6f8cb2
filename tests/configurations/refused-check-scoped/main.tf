variable "v" { default = 1 }
check "c" {
  data "terraform_remote_state" "a" {
    backend = "local"
    config = { path = "s.tfstate" }
  }
  assert {
    condition = data.terraform_remote_state.a.outputs == {}
    error_message = "x"
  }
}
check "d" {
  assert {
    condition = data.terraform_remote_state.a.outputs == {}
    error_message = "x"
  }
}
resource "terraform_data" "a" {
  lifecycle {
    precondition {
      condition = data.terraform_remote_state.a.outputs == {}
      error_message = "x"
    }
  }
  depends_on = [data.terraform_remote_state.a]
}
locals { x = data.terraform_remote_state.a.outputs }
