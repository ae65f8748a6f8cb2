variable "i" { default = 1 }
resource "terraform_data" "a" {
  lifecycle {
    ignore_changes = [input[var.i]]
  }
}
