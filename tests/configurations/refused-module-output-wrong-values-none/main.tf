module "m" {
  source = "./m"
  for_each = {}
}
output "o" { value = values(module.m)[*].nope }
