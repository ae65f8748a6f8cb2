variable "x" { default = {y=1} }
resource "terraform_data" "a" {
  depends_on = [var.x.y]
}
