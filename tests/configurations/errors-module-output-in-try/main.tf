module "m" {
  source = "./m"
}
output "o" {
  value = try(module.m.none, 1)
}
