module "m" {
  source = "./m"
}
output "o" { value = [for x in [] : module.m.nope] }
