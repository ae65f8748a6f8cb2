module "m" {
  source = "./m"
  null   = "a"
  number = 1
}
