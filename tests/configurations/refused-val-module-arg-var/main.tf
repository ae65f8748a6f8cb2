variable "b" { default = 1 }
module "m" {
  source = "./m"
  a = var.b
}
