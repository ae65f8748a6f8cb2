variable "items" { default = { a = 1, b = 2 } }
locals {
  plain = <<EOT
line one
  indented ${"interp"}
EOT
  strip = <<-EOT
      two
        four
    zero
      %{for k, v in var.items~}
      ${k} = ${v}
      %{endfor~}
      end
    EOT
  func = trimspace(<<-X
    a
    b
  X
  )
  list = [<<A
x
A
  , "y"]
  map = {
    k = <<-M
      v
    M
  }
  json = jsonencode({ script = <<-S
    #!/bin/sh
    echo "$${HOME}" '%%{x}' \n
  S
  })
  cond  = "%{if length(var.items) > 1}many%{else}one%{endif} %{~if false~} no %{~endif~} ."
  loop  = "[%{for i, k in keys(var.items)}${i == 0 ? "" : ", "}${k}%{endfor}]"
  deep  = "a${"b${"c${1 + 1}"}"}"
  quote = "tab\tq\"u\\ \u00e9 $${x} %%{y} $ %"
}
output "v" { value = [local.plain, local.strip, local.func, local.list, local.map, local.json, local.cond, local.loop, local.deep, local.quote] }
