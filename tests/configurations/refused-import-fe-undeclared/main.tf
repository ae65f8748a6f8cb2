import {
  for_each = var.nope
  to = terraform_data.a[each.key]
  id = each.value
}
resource "terraform_data" "a" { for_each = toset(["a"]) }
