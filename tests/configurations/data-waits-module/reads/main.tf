variable "path" { default = "other.tfstate" }
variable "other" { default = 0 }
data "terraform_remote_state" "s" {
  backend = "local"
  config  = { path = var.path }
}
output "o" { value = data.terraform_remote_state.s.outputs }
