variable "a" {
  default = 1
  validation {
    condition = var.a <= local.m
    error_message = "x"
  }
}
locals { m = max(var.b, 3) }
variable "b" {
  default = 2
  validation {
    condition = var.b > 1 && module.m.y > 0
    error_message = "x"
  }
}
module "m" {
  source = "./m"
}
