module "m" {
  source = "./m"
  in     = null
}
