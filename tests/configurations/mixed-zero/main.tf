variable "list" {
  type    = list(string)
  default = []
}
variable "obj" {
  type    = any
  default = {}
}
resource "terraform_data" "a" {
  count = length(var.list)
  input = [var.list[0], var.obj.deep.er, element(var.list, 3), var.list[count.index]]
  lifecycle {
    precondition {
      condition     = var.list[0] != "x"
      error_message = "e"
    }
  }
}
resource "terraform_data" "b" {
  for_each = var.obj
  input    = [each.value.a, each.key, lookup(each.value, "b", 1), terraform_data.a[0].id, terraform_data.a[each.key].input]
}
module "z" {
  source   = "./z"
  for_each = toset(var.list)
  name     = each.key
  size     = var.obj[each.value].size
  net      = { a = terraform_data.a[0].id }
}
output "o" { value = [for z in module.z : z.x.y] }
output "p" { value = length(var.list) > 0 ? module.z[var.list[0]].x : "none" }
