resource "terraform_data" "b" {}
resource "terraform_data" "a" {
  count = 0
  input = terraform_data.b.nope
}
