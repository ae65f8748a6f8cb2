resource "terraform_data" "a" {
  lifecycle {
    precondition {
      condition     = var.nope
      error_message = "m"
    }
  }
}
