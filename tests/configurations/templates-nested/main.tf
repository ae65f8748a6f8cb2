locals {
  rules = [{ p = 80, c = ["a", "b"] }, { p = 443, c = [] }]
}
output "a" {
  value = <<-EOT
  %{for r in local.rules~}
  port ${r.p}:
  %{if length(r.c) > 0~}
  %{for i, c in r.c~}
    ${i + 1}. ${c}${i == length(r.c) - 1 ? "" : ","}
  %{endfor~}
  %{else~}
    (none)
  %{endif~}
  %{endfor~}
  EOT
}
output "b" { value = "a%{if true}  b  %{~else~} c %{endif~}   d" }
output "c" { value = "${"a"}${1}${true}${1.5}" }
output "d" { value = "%{for x in []}${x}%{endfor}|" }
output "e" {
  value = <<EOT
%{ for r in local.rules }${r.p}
%{ endfor }end
EOT
}
output "f" {
  value = join("", [<<-A
  x
  A
  , "y"])
}
output "g" { value = "$${a} $$ %% %%{x} $$$${b}" }
output "h" { value = "tab\tq\"\\u0041 \u0041" }
output "i" {
  value = replace(<<-E
    a
      b
  c
  E
  , "\n", "|")
}
