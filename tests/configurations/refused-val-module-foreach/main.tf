module "m" {
  source = "./m"
  for_each = { x = 1, y = 5 }
  a = each.value
}
