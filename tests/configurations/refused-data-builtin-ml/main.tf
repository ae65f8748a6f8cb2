data "terraform_dta" "a" {

  input = 1
}
