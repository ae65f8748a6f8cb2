resource "terraform_data" "x" {
  for_each = sensitive(toset(["a"]))
}
