variable "x" { default = "a" }
locals { b = 20 }
resource "terraform_data" "r" { input = { from = "a" } }
