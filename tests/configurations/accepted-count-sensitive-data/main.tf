variable "n" {
  sensitive = true
  default = 0
}
data "terraform_remote_state" "a" {
  count = var.n
  backend = "local"
}
