locals {
  tiers = { public = { bits = 8, open = true }, private = { bits = 4, open = false } }
}
resource "terraform_data" "set" {
  for_each = toset(["b", "a"])
  input    = "${each.key}=${each.value}"
}
resource "terraform_data" "map" {
  for_each = local.tiers
  input    = merge(each.value, { name = each.key })
}
resource "terraform_data" "none" {
  for_each = {}
  input    = each.key
}
resource "terraform_data" "filtered" {
  for_each = { for k, v in local.tiers : k => v if v.open }
  input    = each.value.bits
}
resource "terraform_data" "odd_keys" {
  for_each = { "a b" = 1, "c\"d" = 2, "e.f" = 3, "ü" = 4, "$x" = 5 }
  input    = each.value
}
resource "terraform_data" "chained" {
  for_each = terraform_data.map
  input    = { key = each.key, name = each.value.input.name, id = each.value.id }
}
resource "terraform_data" "unknown_values" {
  for_each = { a = terraform_data.set["a"].id, b = "known" }
  input    = each.value
}
output "o" {
  value = {
    keys    = keys(terraform_data.map)
    inputs  = { for k, r in terraform_data.map : k => r.input.bits }
    one     = terraform_data.set["a"].input
    dynamic = terraform_data.map[keys(local.tiers)[0]].input.name
    none    = length(terraform_data.none)
    empty   = terraform_data.none == {}
    values  = values(terraform_data.set)[*].input
    missing = try(terraform_data.set["z"].input, "none")
    lookup  = lookup(terraform_data.set, "a", null).input
    odd     = [for k, r in terraform_data.odd_keys : "${k}:${r.input}"]
    chained = [for r in values(terraform_data.chained) : r.input.name]
  }
}
