variable "p" { default = "x" }
resource "terraform_data" "a" { provider = var.p == "x" ? terraform.a : terraform.b }
