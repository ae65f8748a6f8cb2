resource "terraform_data" "u" {}
locals {
  id   = terraform_data.u.id
  list = [local.id, "b"]
  uset = toset([local.id, "b"])
  ulist = split(",", local.id)
}
output "o" {
  value = {
    known_length     = [for x in local.list : "${x}!"]
    indexed          = [for i, x in local.list : i]
    unknown_list     = [for x in local.ulist : 1]
    unknown_set      = [for x in local.uset : 1]
    unknown_keys     = { for x in local.list : x => 1 }
    known_keys       = { for i, x in local.list : i => x }
    unknown_filter   = [for x in local.list : x if x == "b"]
    not_null_filter  = [for x in local.list : x if x != null]
    group_unknown    = { for x in local.list : x => 1... }
    length           = length([for x in local.list : x])
    object           = { for k, v in { a = local.id, b = 1 } : k => v }
    object_keys      = keys({ a = local.id, b = 1 })
    object_values    = values({ a = local.id, b = 1 })
    nested           = [for x in [[local.id], ["a"]] : [for y in x : y]]
    of_unknown_object = [for k, v in jsondecode(local.id) : k]
  }
}
