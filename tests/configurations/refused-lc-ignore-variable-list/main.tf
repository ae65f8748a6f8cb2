locals { l = [] }
resource "terraform_data" "a" {
  lifecycle {
    ignore_changes = local.l
  }
}
