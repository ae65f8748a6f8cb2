provider "terraform" {
  alias = "x"
  source = "y"
}
