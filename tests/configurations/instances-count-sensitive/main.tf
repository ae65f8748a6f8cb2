resource "terraform_data" "r" {
  count = sensitive(2)
}
resource "terraform_data" "s" {
  count = (sensitive("a") != null) ? 2 : 1
  input = count.index
}
module "m" {
  source = "./m"
  count  = length([sensitive(1)]) + 1
  i      = count.index
}
output "m" {
  value = length(module.m)
}
output "i" {
  value = module.m[*].i
}
