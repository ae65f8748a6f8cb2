resource "terraform_data" "x" {
  input = 1
  count = -1
}
