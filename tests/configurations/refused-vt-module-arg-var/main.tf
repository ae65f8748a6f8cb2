variable "b" { default = "x" }
module "m" {
  source = "./m"
  a = var.b
}
