locals {
  yes = true
  no  = false
}
output "numbers" { value = local.yes ? 1 : 2 }
output "number_or_text" { value = local.yes ? 1 : "two" }
output "text_or_number" { value = local.no ? "two" : 1 }
output "flag_or_text" { value = local.yes ? true : "no" }
output "null_first" { value = local.yes ? null : "text" }
output "null_last" { value = local.yes ? "text" : null }
output "tuples" { value = local.yes ? ["a", 1] : ["b", 2] }
output "tuples_of_lengths" { value = local.yes ? ["a"] : ["b", 2, true] }
output "empty_tuple" { value = local.no ? ["a"] : [] }
output "objects" { value = local.yes ? { a = 1, b = "x" } : { a = 2, b = "y" } }
output "objects_of_names" { value = local.yes ? { a = 1 } : { b = "y" } }
output "object_or_null" { value = local.no ? { a = 1, b = [1] } : null }
output "map_or_object" { value = local.yes ? tomap({ a = 1 }) : { b = "x" } }
output "list_or_tuple" { value = local.no ? tolist(["a"]) : [1, true] }
output "set_or_tuple" { value = local.yes ? toset(["b", "a"]) : ["c"] }
output "nested" {
  value = local.yes ? { rules = [{ port = 1 }, { port = "2" }] } : { rules = [] }
}
output "chain" { value = local.no ? 1 : local.no ? 2 : local.yes ? 3 : 4 }
output "text_condition" { value = "true" ? "taken" : "left" }
output "not_chosen_fails" { value = local.yes ? "fine" : tonumber("x") }
output "null_typed" { value = [(local.yes ? null : 1) == null, (local.no ? { a = 1 } : null) == null] }
