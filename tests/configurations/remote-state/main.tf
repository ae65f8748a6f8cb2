data "terraform_remote_state" "net" {
  backend = "local"
  config  = { path = "${path.module}/net.tfstate" }
}
data "terraform_remote_state" "defaults" {
  backend  = "local"
  config   = { path = "net.tfstate" }
  defaults = { missing = "default", vpc_id = "not used" }
}
resource "terraform_data" "x" {
  for_each = toset(data.terraform_remote_state.net.outputs.subnets)
  input    = { subnet = each.value, vpc = data.terraform_remote_state.net.outputs.vpc_id }
}
output "o" { value = [for s in data.terraform_remote_state.net.outputs.subnets : upper(s)] }
output "m" { value = data.terraform_remote_state.defaults.outputs.missing }
output "v" { value = data.terraform_remote_state.defaults.outputs.vpc_id }
