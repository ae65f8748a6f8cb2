module "m" {
  source = "./m"
  count  = 0
  zz     = 1
}
