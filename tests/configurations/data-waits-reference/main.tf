resource "terraform_data" "a" { input = "other.tfstate" }
locals {
  path = terraform_data.a.input
  name = "other.tfstate"
}
data "terraform_remote_state" "s" {
  backend = "local"
  config  = { path = terraform_data.a.input }
}
data "terraform_remote_state" "t" {
  backend = "local"
  config  = { path = local.path }
}
data "terraform_remote_state" "u" {
  backend = "local"
  config  = { path = local.name }
}
data "terraform_remote_state" "v" {
  for_each = toset([terraform_data.a.input])
  backend = "local"
  config  = { path = local.name }
}
data "terraform_remote_state" "w" {
  backend = "local"
  config  = { path = data.terraform_remote_state.s.config.path }
}
data "terraform_remote_state" "x" {
  backend = "local"
  config  = { path = local.name }
  depends_on = [data.terraform_remote_state.s]
  lifecycle {
    postcondition {
      condition = self.outputs.a == "seven"
      error_message = "no"
    }
  }
}
data "terraform_remote_state" "y" {
  backend = "local"
  config  = { path = local.name }
  lifecycle {
    postcondition {
      condition = self.outputs.a == "seven"
      error_message = "no"
    }
  }
}
data "terraform_remote_state" "z" {
  backend = "local"
  config  = { path = local.name }
  lifecycle {
    precondition {
      condition = terraform_data.a.input != ""
      error_message = "no"
    }
  }
}
output "o" { value = { for k, v in { s = data.terraform_remote_state.s, t = data.terraform_remote_state.t, u = data.terraform_remote_state.u, w = data.terraform_remote_state.w, x = data.terraform_remote_state.x, y = data.terraform_remote_state.y, z = data.terraform_remote_state.z } : k => v.outputs } }
output "v" { value = data.terraform_remote_state.v["other.tfstate"].outputs }
