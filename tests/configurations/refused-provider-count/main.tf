provider "terraform" {
  alias = "x"
  count = 1
}
