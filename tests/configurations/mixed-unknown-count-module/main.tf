resource "terraform_data" "a" { input = "x" }
module "m" {
  source = "./m"
  count  = 2
  id     = terraform_data.a.id
  n      = count.index
}
output "a" { value = module.m[*].id }
output "b" { value = module.m[*].n }
output "c" { value = module.m[1] }
output "d" { value = { for i, m in module.m : i => m.cfg } }
output "e" { value = join("-", module.m[*].n) }
output "f" { value = flatten(module.m[*].list) }
output "g" { value = merge(module.m[*].map...) }
output "h" { value = concat(module.m[0].list, module.m[1].list)[2] }
output "i" { value = length(flatten(module.m[*].list)) }
output "j" { value = toset(module.m[*].n) }
output "k" { value = zipmap(module.m[*].n, module.m[*].id) }
output "l" { value = module.m[0].map["k0"] == null }
output "m" { value = lookup(merge(module.m[*].map...), "k1", "z") }
output "n" { value = one(toset(module.m[*].same)) }
output "o" { value = distinct(module.m[*].same) }
output "p" { value = module.m[*].cfg.n }
output "q" { value = [for m in module.m : m.id if m.n > 0] }
output "r" { value = try(module.m[5].id, "none") }
output "s" { value = contains(module.m[*].n, "1") }
