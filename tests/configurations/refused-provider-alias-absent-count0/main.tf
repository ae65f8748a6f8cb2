resource "terraform_data" "a" {
  count = 0
  provider = terraform.nope
}
