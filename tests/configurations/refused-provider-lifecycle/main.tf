provider "terraform" {
  alias = "x"
  lifecycle {}
}
