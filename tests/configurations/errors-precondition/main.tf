resource "terraform_data" "x" {
  input = 1
  lifecycle {
    precondition {
      condition     = terraform_data.y.input != null
      error_message = "Never."
    }
  }
}
resource "terraform_data" "y" {}
