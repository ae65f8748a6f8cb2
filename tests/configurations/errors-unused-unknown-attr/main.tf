resource "terraform_data" "a" {}
locals { o = terraform_data.a.foo }
