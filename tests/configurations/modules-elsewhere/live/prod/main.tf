variable "name" { type = string }
module "m" {
  source = "../../modules/m"
  name   = var.name
}
output "o" { value = [module.m.text, module.m.path, path.module, path.root] }
