terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
locals { x = provider::terraform::nope(1) }
