resource "terraform_data" "a" {
  count = 0
  dynamic "blk" {
    for_each = var.nope
    content {}
  }
}
