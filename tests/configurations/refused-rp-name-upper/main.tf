terraform {
  required_providers {
    AWS = { source = "terraform.io/builtin/terraform" }
  }
}
