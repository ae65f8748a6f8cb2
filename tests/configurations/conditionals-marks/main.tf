resource "terraform_data" "u" {
  input = { a = 1, b = "x", c = ["y"] }
}
resource "terraform_data" "many" {
  count = 2
}
locals {
  flag = terraform_data.u.id == "x"
  any  = jsondecode(terraform_data.u.id)
  list = split(",", terraform_data.u.id)
  set  = toset(split(",", terraform_data.u.id))
  map  = zipmap(local.list, local.list)
}
output "sensitive" {
  value = [
    issensitive(merge((alltrue([null, sensitive(local.flag)]) ? {} : null), {})),
    issensitive(merge((alltrue([null, sensitive(local.flag)]) ? {} : { a = 1 }), {})),
    issensitive(true ? 1 : coalesce({ a = 1, l = ["x"] }, { a = sensitive(1), b = 2 })),
    try(issensitive([for k, v in local.set : 1 if sensitive(k)]), "error"),
    try(issensitive([for k, v in local.any : 1 if sensitive(k)]), "error"),
    issensitive("%{for v in ["a", terraform_data.u.id]}${sensitive(v)}%{endfor}"),
    issensitive(coalesce(1, try(sensitive(length(local.list)), 1))),
    issensitive(join(",", [for v in toset(["a", terraform_data.u.id]) : sensitive("b")])),
    issensitive(toset([1, sensitive(tostring(null))])),
    issensitive(toset([1, sensitive("a")])),
    issensitive(true && sensitive(local.flag)),
    issensitive(anytrue([true, sensitive(local.flag) || false])),
    issensitive(true && sensitive(true)),
    issensitive(!sensitive(local.flag)),
    issensitive(-sensitive(length(local.list))),
    issensitive(!sensitive(true)),
    issensitive(tolist([1, sensitive(tostring(null))])[1]),
    issensitive(tolist(toset([1, sensitive("a")]))[1]),
    issensitive(module.attributes.value.a),
    issensitive(module.attributes.value.b),
    issensitive("%{for v in ["a"]}${sensitive(v)}%{endfor}"),
    try(issensitive("%{for k0, v0 in regexall(sensitive("a"), local.any)}<${1}>%{endfor}"), "error"),
  ]
}
resource "terraform_data" "marks" {
  input = [
    [for k, v in local.set : 1 if sensitive(k)],
    [for k, v in regexall(sensitive("a"), local.any) : 1],
    toset(["%{for k0, v0 in regexall(sensitive("a"), local.any)}<${1}>%{endfor}", 1]),
  ]
}
output "steps" {
  value = true ? merge(terraform_data.u.output, { b = local.any }) : local.map
}
module "attributes" {
  source = "./attributes"
  value  = { a = sensitive(null), b = sensitive(1) }
}
output "wrong_not_chosen" {
  value = [
    local.any ? (tomap({ a = "1" }) ? null : null) : null,
    can(tonumber("a").a) ? { for v in [1, 2] : "te" => 1 } : {},
    (local.any ? { for v in [1, 2] : "te" => 1 } : tomap({ a = 1 })) == null,
  ]
}
