locals {
  policy = jsondecode(templatefile("${path.module}/p.json.tftpl", { account = "123", roles = ["a", "b"] }))
  yaml   = yamldecode(file("${path.module}/c.yaml"))
  csv    = csvdecode(file("${path.module}/u.csv"))
  users  = { for u in local.csv : u.name => merge(u, { admin = u.admin == "true" }) }
  merged = merge(local.yaml.defaults, { for k, v in local.yaml.overrides : k => v if v != null })
  flat   = flatten([for e, c in local.yaml.envs : [for s in c.services : { key = "${e}/${s.name}", port = try(s.port, 80), tags = merge(try(c.tags, {}), try(s.tags, {})) }]])
  byKey  = { for f in local.flat : f.key => f }
}
output "o" { value = [local.policy, local.users, local.merged, local.byKey] }
resource "terraform_data" "svc" {
  for_each = local.byKey
  input    = each.value
}
