variable "v" {
  type    = list(tuple([any]))
  default = [[{ a = 1 }], [null]]
}
