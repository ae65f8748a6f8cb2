import {
  for_each = ["x", "y"]
  to = terraform_data.a[each.key]
  id = each.value
}
resource "terraform_data" "a" { count = 2 }
