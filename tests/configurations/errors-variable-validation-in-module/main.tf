module "m" {
  source = "./m"
  n      = 5
}
