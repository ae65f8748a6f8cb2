resource "terraform_data" "a" { input = 1 }
module "after" {
  source = "./reads"
  depends_on = [terraform_data.a]
}
module "free" {
  source = "./reads"
}
module "given" {
  source = "./reads"
  path   = terraform_data.a.input == 1 ? "other.tfstate" : "x"
}
module "given_else" {
  source = "./reads"
  other   = terraform_data.a.input
}
module "makes" {
  source = "./makes"
}
module "none" {
  source = "./none"
}
module "deep" {
  source = "./deep"
  depends_on = [module.makes]
}
module "deep_none" {
  source = "./deep"
  depends_on = [module.none]
}
module "chain" {
  source = "./reads"
  depends_on = [data.terraform_remote_state.late]
}
module "plain" {
  source = "./reads"
  depends_on = [data.terraform_remote_state.early]
}
module "counted" {
  source = "./reads"
  count = terraform_data.a.input
}
data "terraform_remote_state" "late" {
  backend = "local"
  config  = { path = "other.tfstate" }
  depends_on = [module.makes]
}
data "terraform_remote_state" "early" {
  backend = "local"
  config  = { path = "other.tfstate" }
  depends_on = [module.none]
}
data "terraform_remote_state" "out" {
  backend = "local"
  config  = { path = module.makes.constant }
}
data "terraform_remote_state" "out2" {
  backend = "local"
  config  = { path = module.makes.from }
}
data "terraform_remote_state" "after_reads" {
  backend = "local"
  config  = { path = "other.tfstate" }
  depends_on = [module.after]
}
output "after" { value = module.after.o }
output "free" { value = module.free.o }
output "given" { value = module.given.o }
output "given_else" { value = module.given_else.o }
output "deep" { value = module.deep.o }
output "deep_none" { value = module.deep_none.o }
output "chain" { value = module.chain.o }
output "plain" { value = module.plain.o }
output "counted" { value = module.counted[0].o }
output "late" { value = data.terraform_remote_state.late.outputs }
output "early" { value = data.terraform_remote_state.early.outputs }
output "out" { value = data.terraform_remote_state.out.outputs }
output "out2" { value = data.terraform_remote_state.out2.outputs }
output "after_reads" { value = data.terraform_remote_state.after_reads.outputs }
