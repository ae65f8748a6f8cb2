terraform {
  required_version = ">= 1.3.0, < 2.0, != 1.5"
  required_providers {
    terraform = {
      source  = "terraform.io/builtin/terraform"
    }
  }
}
output "o" { value = terraform.workspace }
