resource "terraform_data" "u" {
}
resource "terraform_data" "r0" {
  for_each = { a = 1, b = 2 }
  input    = null
}
module "a" {
  source = "./m"
  v0     = (true ? { for k, v in terraform_data.r0 : k => v.input } : {})
}
module "b" {
  source = "./m"
  v0     = (true ? { a = null, b = null } : {})
}
module "c" {
  source = "./m"
  v0     = { a = null, b = null }
}
output "a" {
  value = { for k, v in terraform_data.r0 : k => v.input }
}
output "a2" {
  value = (true ? { for k, v in terraform_data.r0 : k => v.input } : {})
}
output "ma" {
  value = module.a.v0
}
output "mb" {
  value = module.b.v0
}
output "mc" {
  value = module.c.v0
}
module "d" {
  source = "./d"
  l      = tolist([{ a = terraform_data.u.id }, { a = null }])
  o      = { s = tostring(terraform_data.u.id), n = jsondecode(terraform_data.u.id), o = { p = [terraform_data.u.id] } }
}
output "d" {
  value = module.d.all
}
