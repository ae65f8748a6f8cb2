resource "terraform_data" "a" {
  lifecycle { nope = true }
}
