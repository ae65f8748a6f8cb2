variable "n" {
  sensitive = true
  default = 1
}
module "m" {
  source = "./m"
  count = var.n
}
