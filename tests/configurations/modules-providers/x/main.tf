terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
resource "terraform_data" "a" { input = "a" }
output "o" { value = terraform_data.a.input }
