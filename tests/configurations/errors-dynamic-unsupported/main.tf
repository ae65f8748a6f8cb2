resource "terraform_data" "x" {
  dynamic "tags" {
    for_each = ["a"]
    content {
      a = tags.value
    }
  }
}
