resource "terraform_data" "d" { count = 2 }
locals { m = { for i, d in terraform_data.d : "k${i}" => d.id } }
resource "terraform_data" "e" {
  for_each = local.m
  input    = each.value
}
output "o" { value = local.m }
output "k" { value = keys(terraform_data.e) }
output "all" { value = terraform_data.d[*].id }
output "j" { value = join(",", terraform_data.d[*].id) }
output "z" { value = zipmap(["a", "b"], terraform_data.d[*].id) }
output "l" { value = length(terraform_data.d[*].id) }
output "f" { value = formatlist("x-%s", terraform_data.d[*].id) }
output "c" { value = concat(terraform_data.d[*].id, ["z"]) }
output "e" { value = element(concat(terraform_data.d[*].id, [""]), 0) }
output "el" { value = element(concat(terraform_data.d[*].id, ["last"]), 2) }
