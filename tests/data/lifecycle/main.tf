variable "password" {
  default   = "hunter2"
  sensitive = true
}
resource "terraform_data" "same" { input = "same" }
resource "terraform_data" "changed" { input = "after" }
resource "terraform_data" "replaced" {
  input            = "x"
  triggers_replace = "after"
}
resource "terraform_data" "replaced_first" {
  triggers_replace = "after"
  lifecycle { create_before_destroy = true }
}
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
moved {
  from = terraform_data.old_name
  to   = terraform_data.new_name
}
resource "terraform_data" "new_name" { input = "moved" }
resource "terraform_data" "shrinks" {
  count = 1
  input = count.index
}
resource "terraform_data" "keys" {
  for_each = toset(["b", "c"])
  input    = each.key
}
resource "terraform_data" "made" {
  input = [terraform_data.replaced.id, terraform_data.same.id, terraform_data.changed.output, module.inner["three"].id, module.inner["one"].id]
}
module "inner" {
  source   = "./inner"
  for_each = toset(["one", "three"])
  secret   = var.password
}
data "terraform_remote_state" "later" {
  backend    = "local"
  config     = { path = "other.tfstate" }
  depends_on = [terraform_data.made]
}
data "terraform_remote_state" "now" {
  backend = "local"
  config  = { path = "other.tfstate" }
}
check "same" {
  assert {
    condition     = terraform_data.same.input == "other"
    error_message = "not the other"
  }
}
output "secret" {
  value     = module.inner["one"].secret
  sensitive = true
}
output "kept" { value = terraform_data.same.id }
output "new" { value = terraform_data.replaced_first.id }
