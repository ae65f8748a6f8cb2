locals {
  name = "web"
}
output "plain" {
  value = <<EOT
first ${local.name}
  indented
	tab
EOT
}
output "indented" {
  value = <<-EOT
      six
    four

      ${local.name}
  EOT
}
output "tabs" {
  value = <<-EOT
		two
			three
	EOT
}
output "escapes" {
  value = <<EOT
\n stays, "quotes" stay, $${not} %%{not} $ % \\
EOT
}
output "directives" {
  value = <<-EOT
    %{for i, x in ["a", "b"]~}
    ${i}=${x}
    %{endfor~}
    %{if local.name == "web"}
    yes
    %{else}
    no
    %{endif}
    end
  EOT
}
output "in_list" {
  value = [<<A
one
A
    , <<-B
    two
    B
  ]
}
output "in_call" {
  value = jsondecode(<<-J
    {"name": "${local.name}", "n": [1, 2.5, null, true]}
  J
  )
}
output "empty" {
  value = <<EOT
EOT
}
output "last_newline" {
  value = chomp(<<-EOT
    text
  EOT
  )
}
output "interpolation_first" {
  value = <<-EOT
    ${local.name} starts
      ${"inner"}
  EOT
}
