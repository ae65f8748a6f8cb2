locals {
  none = null
  text = <<-EOT
    ${local.none}
    ${local.none && true}
    %{if local.none}a%{endif}
    ${[]}
  EOT
}
output "text" {
  value = local.text
}
