output "o" { value = 1 }
output "p" {
  value     = "p"
  sensitive = true
}
resource "terraform_data" "r" {
  count = 2
  input = count.index
}
