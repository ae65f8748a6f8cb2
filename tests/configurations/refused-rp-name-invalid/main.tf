terraform {
  required_providers {
    my_aws = { source = "terraform.io/builtin/terraform" }
  }
}
