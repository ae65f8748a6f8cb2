resource "terraform-data x" "a" {}
