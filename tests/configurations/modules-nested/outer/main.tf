variable "name" { type = string }
variable "sizes" { type = map(number) }
module "inner" {
  for_each = var.sizes
  source   = "./inner"
  name     = "${var.name}-${each.key}"
  size     = each.value
}
resource "terraform_data" "here" {
  input = { path = path.module, root = path.root, names = [for m in module.inner : m.name] }
}
output "deep" { value = { for k, m in module.inner : k => m.all } }
output "names" { value = values(module.inner)[*].name }
output "id" { value = terraform_data.here.id }
