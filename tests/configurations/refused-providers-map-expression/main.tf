module "m" {
  source = "./m"
  providers = { terraform = var.p }
}
variable "p" { default = 1 }
