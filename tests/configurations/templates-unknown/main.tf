resource "terraform_data" "u" {}
locals {
  id = terraform_data.u.id
}
output "o" {
  value = {
    text          = "pre-${local.id}-post"
    starts        = startswith("pre-${local.id}", "pre-")
    starts_not    = startswith("pre-${local.id}", "other")
    starts_longer = startswith("pre-${local.id}", "pre-x")
    ends          = endswith("${local.id}-post", "-post")
    equals        = "pre-${local.id}" == "other"
    equals_longer = "pre-${local.id}" == "pre-x"
    not_null      = "${local.id}" == null
    alone         = "${local.id}"
    nested        = startswith("a-${"b-${local.id}"}", "a-b-")
    length        = length("pre-${local.id}") > 0
    if            = "x%{if local.id == "a"}y%{endif}"
    for           = "%{for x in split(",", local.id)}${x}%{endfor}"
    for_known     = "%{for x in [local.id, "b"]}${x}%{endfor}"
    json          = jsonencode({ a = local.id })
    json_prefix   = startswith(jsonencode({ a = local.id }), "{")
    json_list     = startswith(jsonencode([local.id]), "[")
    json_text     = startswith(jsonencode("a${local.id}"), "\"")
    format        = startswith(format("arn:%s", local.id), "arn:")
    upper         = upper("a${local.id}")
    join_known    = startswith(join("-", ["a", local.id]), "a-")
    contains      = strcontains("abc-${local.id}", "abc")
  }
}
