variable "create" { default = true }
module "many" {
  count  = 2
  source = "./m"
  n      = count.index
}
module "none" {
  count  = var.create ? 0 : 1
  source = "./m"
  n      = 5
}
module "keyed" {
  for_each = toset(["x", "y"])
  source   = "./m"
  n        = length(each.key)
}
module "after" {
  source = "./m"
  n      = length(module.many[*].out) + length(module.none)
}
output "o" {
  value = {
    many     = module.many[*].out
    second   = module.many[1].out.n
    none     = module.none[*].out
    one      = one(module.none[*].out)
    try      = try(module.none[0].out, "none")
    keyed    = { for k, m in module.keyed : k => m.out.n }
    of_key   = module.keyed["x"].out.n
    whole    = module.after
    ids      = [for m in module.many : m.id]
    length   = length(module.keyed)
    keys     = keys(module.keyed)
    computed = module.keyed[keys(module.keyed)[1]].out.n
  }
}
