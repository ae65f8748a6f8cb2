data "terraform_remote_state" "net" {
  backend  = "local"
  config   = { path = "state/net.tfstate" }
  defaults = { vpc = "none", extra = "e" }
}
data "terraform_remote_state" "n2" {
  for_each = toset(["a"])
  backend  = "local"
  config   = { path = "${path.module}/state/net.tfstate" }
}
output "o" { value = [nonsensitive(data.terraform_remote_state.net.outputs.vpc), data.terraform_remote_state.net.outputs.extra, data.terraform_remote_state.n2["a"].outputs.list[1]] }
