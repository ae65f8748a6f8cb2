resource "terraform_data" "u" {}
locals {
  u = terraform_data.u.id == "x"
}
output "o" {
  value = {
    texts        = local.u ? "a" : "b"
    same_numbers = local.u ? 7 : 7
    same_texts   = local.u ? "a" : "a"
    same_lengths = length(local.u ? ["a", "b"] : ["c", "d"])
    lengths      = length(local.u ? ["a", "b"] : ["c"])
    tuples       = local.u ? ["a", "b"] : ["c", "d"]
    empty        = local.u ? [] : []
    empty_maps   = local.u ? {} : {}
    objects      = local.u ? { a = 1, b = 2 } : { a = 1, b = 3 }
    attribute    = (local.u ? { a = 1, b = 2 } : { a = 1, b = 3 }).a
    maps         = local.u ? tomap({ a = 1 }) : tomap({ b = 1 })
    nulls        = local.u ? null : null
    null_text    = local.u ? null : "a"
    is_null      = (local.u ? null : "a") == null
    not_null     = (local.u ? "b" : "a") == null
    both_prefix  = startswith(local.u ? "arn:x" : "arn:y", "arn:")
    booleans     = local.u ? true : false
    negated      = !local.u
    and          = local.u && false
    or           = local.u || true
    number       = (local.u ? 1 : 2) + 1
    compare      = (local.u ? 1 : 2) > 0
    compare_not  = (local.u ? 1 : 2) > 5
    template     = "n-${local.u ? 1 : 2}"
    prefix       = startswith("n-${local.u ? 1 : 2}", "n-")
    known        = true ? "k" : local.u
    type         = tostring(local.u ? 1 : 2)
    sets         = local.u ? toset(["a"]) : toset(["b"])
    set_length   = length(local.u ? toset(["a"]) : toset(["b"]))
  }
}
