resource "terraform_data" "a" {}
resource "terraform_data" "none" { count = 0 }
data "terraform_remote_state" "s" {
  backend = "local"
  config  = { path = "other.tfstate" }
  depends_on = [terraform_data.a]
}
data "terraform_remote_state" "t" {
  backend = "local"
  config  = { path = "other.tfstate" }
  depends_on = [terraform_data.none]
}
data "terraform_remote_state" "u" {
  backend = "local"
  config  = { path = "other.tfstate" }
  depends_on = [data.terraform_remote_state.s]
}
data "terraform_remote_state" "v" {
  backend = "local"
  config  = { path = "other.tfstate" }
  defaults = { b = "x" }
  depends_on = [data.terraform_remote_state.t]
}
output "o" { value = [data.terraform_remote_state.s.outputs, data.terraform_remote_state.s.backend, data.terraform_remote_state.s.workspace] }
output "p" { value = [data.terraform_remote_state.t.outputs, data.terraform_remote_state.u.outputs, data.terraform_remote_state.v.outputs] }
