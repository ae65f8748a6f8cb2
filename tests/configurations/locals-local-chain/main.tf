locals {
  env  = terraform.workspace
  tags = merge(local.base, { Name = "${local.env}-x" })
  base = { Env = local.env, Team = "t" }
  cfg  = { default = { size = 1 }, prod = { size = 3 } }
  size = lookup(local.cfg, local.env, { size = 0 }).size
  idx  = local.cfg[local.env == "default" ? "prod" : "default"]["size"]
  mult = { for e, c in local.cfg : e => [for i in range(c.size) : "${e}${i}"] }
}
output "o" { value = [local.tags, local.size, local.idx, local.mult] }
