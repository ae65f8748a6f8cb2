check "c" {
  data "terraform_remote_state" "s" {
    backend = "local"
    config  = { path = "none.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.s.outputs != null
    error_message = "bad"
  }
}
resource "terraform_data" "x" {
  input = 1
  lifecycle {
    precondition {
      condition     = length(terraform_data.y.input) == 3
      error_message = "p"
    }
    postcondition {
      condition     = self.input == 1
      error_message = "q"
    }
    replace_triggered_by = [terraform_data.y]
  }
  provisioner "local-exec" {
    command = "echo ${self.id}"
    when    = create
  }
  connection {
    host = self.output
  }
}
resource "terraform_data" "y" { input = "abc" }
