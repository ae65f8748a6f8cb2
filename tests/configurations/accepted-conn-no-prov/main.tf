resource "terraform_data" "a" {
  connection { hst = "x" }
}
