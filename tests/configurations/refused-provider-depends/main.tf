provider "terraform" {
  alias = "x"
  depends_on = []
}
