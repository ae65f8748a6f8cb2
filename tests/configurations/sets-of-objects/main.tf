variable "rules" {
  type = set(object({ port = number, cidr = string, proto = optional(string, "tcp") }))
  default = [
    { port = 443, cidr = "10.0.0.0/8" },
    { port = 80, cidr = "10.0.0.0/8" },
    { port = 443, cidr = "10.0.0.0/8", proto = "tcp" },
    { port = 8080, cidr = "0.0.0.0/0", proto = "udp" },
  ]
}
locals {
  list    = [for r in var.rules : "${r.proto}:${r.port}"]
  indexed = { for i, r in tolist(var.rules) : i => r.port }
  keyed   = { for r in var.rules : "${r.port}-${r.cidr}" => r }
  sorted  = sort([for r in var.rules : format("%05d", r.port)])
  open    = [for r in var.rules : r.port if r.cidr == "0.0.0.0/0"]
  json    = jsonencode(var.rules)
  first   = tolist(var.rules)[0].port
  has     = contains(var.rules, { port = 80, cidr = "10.0.0.0/8", proto = "tcp" })
  union   = setunion(var.rules, [{ port = 9, cidr = "x", proto = "tcp" }])
  tuples  = [for t in toset([["b", 1], ["a", 2], ["a", 10]]) : join("", t)]
  nested  = [for s in toset([["z"], ["a", "b"], []]) : length(s)]
  bools   = toset([true, false, true])
  maps    = [for m in toset([{ k = "b" }, { k = "a!" }, { k = "a" }]) : m.k]
}
resource "terraform_data" "r" {
  for_each = local.keyed
  input    = each.value
}
resource "terraform_data" "s" { input = var.rules }
output "v" { value = [local.list, local.indexed, local.sorted, local.open, local.json, local.first, local.has, length(local.union), local.tuples, local.nested, local.bools, local.maps] }
output "union" { value = local.union }
