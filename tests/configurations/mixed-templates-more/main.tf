variable "users" {
  type    = list(object({ name = string, groups = optional(set(string), []) }))
  default = [{ name = "a", groups = ["z", "y"] }, { name = "b" }]
}
output "a" {
  value = templatefile("u.tftpl", { users = var.users, indent = 2 })
}
output "b" {
  value = <<-EOT
    %{~for i, u in var.users~}
    ${i}: ${u.name}%{if length(u.groups) > 0} (${join("/", u.groups)})%{endif}
    %{endfor~}
    done
  EOT
}
output "c" { value = join("\n", [for u in var.users : "%{if u.name == "a"}A%{else}${upper(u.name)}%{endif}"]) }
output "d" { value = "${"${"nested"}"}-${{ a = 1 }.a}-${[1, 2][1]}-${true ? "t" : "f"}" }
output "e" { value = jsondecode(templatefile("p.json", { arn = "arn:x", acts = ["s3:Get*", "s3:Put*"] })) }
