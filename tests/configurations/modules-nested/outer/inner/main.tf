variable "name" {}
variable "size" {}
locals { path = path.module }
resource "terraform_data" "leaf" {
  count = var.size
  input = "${var.name}/${count.index}"
}
output "name" { value = upper(var.name) }
output "all" { value = { inputs = terraform_data.leaf[*].input, path = local.path, ids = terraform_data.leaf[*].id } }
