resource "terraform_data" "d" {}
module "a" {
  source = "./a"
  o      = { a = terraform_data.d.id }
  l      = [terraform_data.d.id, "x"]
  s      = [terraform_data.d.id]
  m      = { k = terraform_data.d.id }
  whole  = terraform_data.d.output
}
output "o" { value = module.a.o }
output "t" { value = module.a.t }
