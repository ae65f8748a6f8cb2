locals {
  name  = "web"
  list  = ["a", "b"]
  map   = { x = 1, y = 2 }
  empty = []
}
output "o" {
  value = {
    plain        = "n=${local.name}"
    alone_number = "${1 + 1}"
    alone_list   = "${local.list}"
    number       = "v${1.50}/${1e3}/${100000000000}"
    flag         = "${true}-${false}"
    escaped      = "$${name} %%{if} $$ %% $ %"
    quotes       = "a \"b\" \\ \t|\n|\u00e9|\U0001F600"
    nested       = "a${"b${"c${local.name}"}"}d"
    if           = "x%{if true}Y%{endif}z"
    if_else      = "x%{if false}Y%{else}N%{endif}z"
    for          = "%{for x in local.list}<${x}>%{endfor}"
    for_keys     = "%{for k, v in local.map}${k}:${v};%{endfor}"
    for_empty    = "[%{for x in local.empty}${x}%{endfor}]"
    for_if       = "%{for x in local.list}%{if x != "a"}${x}%{endif}%{endfor}"
    strip_both   = "a   ${~ "b" ~}   c"
    strip_left   = "a   ${~ "b"}   c"
    strip_if     = "a  %{~if true~}  b  %{~endif~}  c"
    object       = "${{ a = local.name }.a}"
    call         = "${join(",", [for x in local.list : "${x}!"])}"
    null_try     = try("${null}", "was null")
    in_key       = { "${local.name}-key" = 1, (local.name) = 2 }
  }
}
