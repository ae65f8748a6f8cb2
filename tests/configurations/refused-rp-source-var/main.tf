variable "s" { default = "hashicorp/aws" }
terraform {
  required_providers {
    aws = {
      source = var.s
    }
  }
}
