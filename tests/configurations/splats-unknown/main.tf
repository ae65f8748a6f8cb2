resource "terraform_data" "u" {}
resource "terraform_data" "many" {
  count = 2
}
resource "terraform_data" "each" {
  for_each = toset(["a", "b"])
}
locals {
  id = terraform_data.u.id
}
output "o" {
  value = {
    of_text      = local.id[*]
    text_length  = length(local.id[*])
    of_list      = split(",", local.id)[*]
    many         = terraform_data.many[*].id
    many_length  = length(terraform_data.many[*].id)
    many_legacy  = terraform_data.many.*.id
    each         = values(terraform_data.each)[*].id
    each_keys    = keys(terraform_data.each)
    one          = one(terraform_data.u[*].id)
    of_dynamic   = jsondecode(local.id)[*]
    dynamic_attr = jsondecode(local.id)[*].a
    maybe_null   = (local.id == "x" ? null : { a = 1 })[*].a
    in_tuple     = [local.id, "b"][*]
    join         = join(",", terraform_data.many[*].id)
    set          = toset(terraform_data.many[*].id)
    set_length   = length(toset(terraform_data.many[*].id))
  }
}
