module "m" {
  source = "./m"
  in     = "x"
}
