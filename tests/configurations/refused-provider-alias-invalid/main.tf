provider "terraform" { alias = "1 x" }
