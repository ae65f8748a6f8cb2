resource "terraform_data" "a" {
  count = 2
  lifecycle {
    precondition {
      condition = length(terraform_data.a) > 1
      error_message = "x"
    }
  }
}
