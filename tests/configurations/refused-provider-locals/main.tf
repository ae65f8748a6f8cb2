provider "terraform" {
  alias = "x"
  locals {}
}
