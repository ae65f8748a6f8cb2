variable "a" { default = "x" }
provider "terraform" { alias = var.a }
