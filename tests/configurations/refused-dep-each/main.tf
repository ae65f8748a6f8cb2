resource "terraform_data" "a" {
  for_each = {a=1}
  depends_on = [each.key]
}
