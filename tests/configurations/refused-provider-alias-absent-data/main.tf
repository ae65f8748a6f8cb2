data "terraform_remote_state" "a" {
  provider = terraform.nope
  backend = "local"
  config = {}
}
