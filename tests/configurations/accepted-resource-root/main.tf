resource "terraform_data" "a" {
  count = 2
}
resource "terraform_data" "b" {
  depends_on = [resource.terraform_data.a, resource.terraform_data.a[0]]
  lifecycle {
    replace_triggered_by = [resource.terraform_data.a[1].output, resource.terraform_data.c]
    ignore_changes       = [input]
  }
}
resource "terraform_data" "c" {}
output "o" {
  value      = resource.terraform_data.c.output
  depends_on = [resource.terraform_data.b]
}
moved {
  from = terraform_data.old
  to   = resource.terraform_data.c
}
