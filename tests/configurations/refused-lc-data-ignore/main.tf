data "terraform_remote_state" "a" {
  backend = "local"
  lifecycle {
    ignore_changes = [config]
  }
}
