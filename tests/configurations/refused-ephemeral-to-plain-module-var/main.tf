variable "a" {
  default = "a"
  ephemeral = true
}
module "m" {
  source = "./m"
  x = var.a
}
