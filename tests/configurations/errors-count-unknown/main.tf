resource "terraform_data" "u" {}
resource "terraform_data" "x" {
  count = length(split(",", terraform_data.u.id))
}
