resource "terraform_data" "u" {}
resource "terraform_data" "x" {
  for_each = toset([terraform_data.u.id])
}
