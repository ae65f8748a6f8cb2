locals { x = 100 }
resource "terraform_data" "r" {
  input = "zz"
  lifecycle { ignore_changes = [input] }
}
