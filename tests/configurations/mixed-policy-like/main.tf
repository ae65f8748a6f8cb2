variable "rules" {
  type = list(object({
    port  = number
    cidrs = optional(list(string), ["0.0.0.0/0"])
    desc  = optional(string)
  }))
  default = [{ port = 80 }, { port = 443, cidrs = ["10.0.0.0/8"], desc = "tls" }]
}
locals {
  flat = merge([for r in var.rules : { for c in r.cidrs : "${r.port}-${c}" => { port = r.port, cidr = c, desc = coalesce(r.desc, "p${r.port}") } }]...)
}
resource "terraform_data" "rule" {
  for_each = local.flat
  input    = each.value
}
output "keys" { value = keys(terraform_data.rule) }
output "ports" { value = [for k, r in terraform_data.rule : r.input.port] }
output "v" { value = values(terraform_data.rule)[*].input.cidr }
