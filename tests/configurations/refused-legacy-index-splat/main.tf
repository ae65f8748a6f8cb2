resource "terraform_data" "a" { count = 1 }
locals { x = terraform_data.a.*.nope }
