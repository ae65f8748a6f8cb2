module "m" {
  source = "./m"
  count = 0
  v = "x"
}
