locals { a = 5 }
output "a" {
  value = <<-EOT
    ${local.a} first
      second ${local.a}
    ${~local.a}
  EOT
}
output "b" {
  value = [<<A
one
A
    , <<-B
      two
        three
    B
  ]
}
output "c" { value = jsonencode({ x = <<-T
    line
  T
}) }
output "d" {
  value = <<EOT
EOT
}
output "e" {
  value = <<-EOT

    a

  b
  EOT
}
output "f" { value = upper(<<EOT
a ${join(",", ["x", "y"])}
EOT
) }
output "g" { value = trimspace(<<EOT
  a\n "quoted" \t
EOT
) }
output "h" {
  value = <<-EOT
  %{if local.a > 4}
  big
  %{else}
  small
  %{endif}
  EOT
}
output "i" {
  value = <<-EOT
  %{for i in range(3)~}
  ${i}%{if i < 2},%{endif}
  %{endfor~}
  EOT
}
