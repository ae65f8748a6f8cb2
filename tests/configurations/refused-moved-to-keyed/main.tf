moved {
  from = terraform_data.a
  to = terraform_data.b[0]
}
resource "terraform_data" "a" { }
resource "terraform_data" "b" { count = 1 }
