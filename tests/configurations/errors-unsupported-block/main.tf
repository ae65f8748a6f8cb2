resource "terraform_data" "x" {
  tags {
    a = 1
  }
}
