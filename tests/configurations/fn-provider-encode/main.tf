terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
resource "terraform_data" "u" {}
locals {
  id = terraform_data.u.id
  values = {
    scalars  = [1, 2.5, 1e30, -3, 1 / 3, true, null, "a"]
    typed    = [toset(["b", "a"]), tomap({ a = 1 }), tolist([])]
    keys     = { "for" = 1, "a-b" = 2, "é" = 3, "_a" = 4, "1a" = 5, "" = 6, "a b" = 7 }
    quoting  = "q\"\n\t$${a}%%{b} $ % \\ \u200b\u00ad \u0001 \U0001F600 \u3000 é"
    loops    = [for i in range(3) : { i = i }]
    brackets = [{ a = [{ b = [1, {}], ccc = { d = 1 } }], e = 1 }, [[{ x = 1 }]], 2]
    columns  = { a = [{}, { b = 1 }], bb = [[[{ c = 1 }]]], ccc = 1, d = [{ x = 1 }, {}], eeeee = 2 }
    nested   = { a = { b = { c = { d = 1, ee = [{ f = 1 }] }, g = 1 }, hh = 1 }, i = [] }
  }
}
output "expressions" {
  value = { for name, value in local.values : name => provider::terraform::encode_expr(value) }
}
output "files" {
  value = {
    values = provider::terraform::encode_tfvars(local.values)
    words  = provider::terraform::encode_tfvars({ "for" = 1, null = 2, e = { "é" = 1, b = 2 } })
    map    = provider::terraform::encode_tfvars(tomap({ a = 1 }))
    none   = provider::terraform::encode_tfvars({})
    back   = provider::terraform::decode_tfvars(provider::terraform::encode_tfvars(local.values))
  }
}
output "unknown" {
  value = {
    text    = provider::terraform::encode_expr(local.id)
    list    = startswith(provider::terraform::encode_expr([local.id]), "[")
    file    = provider::terraform::encode_tfvars({ a = local.id })
    refused = can(provider::terraform::encode_tfvars({ "a b" = 1 }))
    null    = can(provider::terraform::encode_expr(null))
  }
}
