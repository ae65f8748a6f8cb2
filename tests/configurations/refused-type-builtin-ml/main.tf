resource "terraform_dta" "a" {

  input = 1
}
