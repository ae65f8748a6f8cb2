resource "terraform_data" "u" { input = { list = ["a"], text = "t" } }
locals {
  id = terraform_data.u.id
  n  = length(split(",", local.id))
}
output "o" {
  value = {
    list_at      = tolist(["a", "b"])[local.n]
    tuple_at     = ["a", 1][local.n]
    map_at       = tomap({ a = "1" })[local.id]
    object_at    = { a = 1, b = "x" }[local.id]
    input        = terraform_data.u.input
    input_list   = terraform_data.u.input.list
    input_first  = terraform_data.u.input.list[0]
    output       = terraform_data.u.output
    output_text  = terraform_data.u.output.text
    output_null  = terraform_data.u.output == null
    of_dynamic   = jsondecode(local.id).a.b[0]
    try_known    = try(local.id, "x")
    try_dynamic  = try(jsondecode(local.id).a, "x")
    can_dynamic  = can(jsondecode(local.id).a)
    can_known    = can(local.id)
    try_missing  = try({ a = local.id }.b, "none")
    lookup       = lookup({ a = local.id }, "a", "d")
    lookup_not   = lookup({ a = local.id }, "b", "d")
    lookup_key   = lookup({ a = 1 }, local.id, 2)
    element      = element(["a", "b"], local.n)
  }
}
