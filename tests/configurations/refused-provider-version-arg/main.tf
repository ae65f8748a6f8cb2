provider "terraform" {
  version = "~> x"
}
