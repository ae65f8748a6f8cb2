import {
  to = terraform_data.a["x"]
  id = "x"
}
resource "terraform_data" "a" { count = 1 }
