resource "terraform_data" "n" {
  for_each = toset(["x", "y", "z"])
  input    = { zone = each.key == "z" ? "b" : "a", id = each.key }
}
locals {
  by_zone  = { for k, n in terraform_data.n : n.input.zone => n.id... }
  names    = { for k, n in terraform_data.n : n.input.zone => k... }
  by_id    = { for k, n in terraform_data.n : n.id => k }
  filtered = [for n in terraform_data.n : n.input.id if n.id != null]
  unknownf = [for n in terraform_data.n : n.input.id if n.id == "q"]
  sized    = { for z, l in local.by_zone : z => length(l) }
  first    = { for z, l in local.by_zone : z => l[0] }
  maybe    = { for k, n in terraform_data.n : k => n.output.zone }
  json     = { for k, n in terraform_data.n : k => jsonencode({ zone = n.input.zone, id = n.id }) }
}
output "v" { value = [local.by_zone, local.names, local.by_id, local.filtered, local.unknownf, local.sized, local.first, local.maybe, local.json] }
