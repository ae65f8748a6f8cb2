moved {
  from = terraform_data.a[0]
  to = terraform_data.b
}
moved {
  from = terraform_data.a[1]
  to = terraform_data.b
}
resource "terraform_data" "b" {}
