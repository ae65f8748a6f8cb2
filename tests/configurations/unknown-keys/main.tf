resource "terraform_data" "a" {
  for_each = { x = 1, y = 2 }
  input    = each.value
}
locals {
  ids    = { for k, r in terraform_data.a : k => r.id }
  inv    = { for k, id in local.ids : id => k }
  mixed  = { (terraform_data.a["x"].id) = 1, known = 2 }
  list   = [for id in values(local.ids) : { id = id, arn = "arn:${id}" }]
  strs   = "${local.ids["x"]}-suffix"
  pref   = "prefix-${local.ids["x"]}"
  prod   = setproduct(["p"], values(local.ids))
  zipped = zipmap(values(local.ids), ["a", "b"])
  look   = lookup(local.ids, "z", "dflt")
  try    = try(local.inv["nope"], "t")
  tern   = length(local.ids) == 2 ? local.ids["x"] : "n"
  flat   = flatten([local.list, []])
  tags   = merge({ a = 1 }, { b = local.ids["x"] })
  map    = tomap({ a = "k", b = local.ids["x"] })
  eq     = local.ids["x"] == local.ids["y"]
  neq    = local.ids["x"] != ""
  num    = length(local.pref)
  sw     = [startswith(local.pref, "prefix"), startswith(local.pref, "zzz"), endswith(local.strs, "suffix")]
  upper  = upper(local.pref)
  replc  = replace(local.pref, "prefix", "q")
  splt   = split("-", local.pref)
  fmt    = format("%s/%d", local.pref, 3)
  cond   = local.ids["x"] == "q" ? { a = 1 } : { a = 2 }
  lens   = [length(local.prod), length(local.list), length(keys(local.tags))]
  gone   = [for t, v in local.tags : t if v != null]
}
output "v" { value = [local.ids, local.inv, local.mixed, local.list, local.strs, local.pref, local.prod, local.zipped, local.look, local.try, local.tern, local.flat, local.tags, local.map, local.eq, local.neq, local.num, local.sw, local.upper, local.replc, local.splt, local.fmt, local.cond, local.lens, local.gone] }
