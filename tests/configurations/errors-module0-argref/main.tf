module "m" {
  source = "./m"
  for_each = {}
  req = local.nope
}
