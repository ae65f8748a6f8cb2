resource "terraform_data" "a" {
  count = 3
  input = count.index == 0 ? null : "i${count.index}"
}
resource "terraform_data" "b" {
  count = length(terraform_data.a)
  input = terraform_data.a[count.index].input
}
resource "terraform_data" "c" { count = "2" }
resource "terraform_data" "z" { count = 0 }
output "a" { value = terraform_data.a[*].input }
output "b" { value = terraform_data.b.*.input }
output "c" { value = [length(terraform_data.c), terraform_data.a[1].input] }
output "d" { value = terraform_data.a["2"].input }
output "e" { value = [length(terraform_data.z), terraform_data.z[*].input, one(terraform_data.z[*].id), try(terraform_data.z[0].input, "none")] }
output "f" { value = concat(terraform_data.z, terraform_data.a)[1].input }
output "g" { value = { for i, a in terraform_data.a : i => a.input } }
