removed {
  from = terraform_data.a
  lifecycle {
    destroy = false
    prevent_destroy = true
  }
}
