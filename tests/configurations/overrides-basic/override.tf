variable "a" {
  default = "over"
}
locals { x = 10 }
resource "terraform_data" "r" { input = "over" }
module "m" { v = "over" }
