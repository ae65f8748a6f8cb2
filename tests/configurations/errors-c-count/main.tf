resource "terraform_data" "a" {
  count = 3
  input = count.index == 0 ? null : "i${count.index}"
}
resource "terraform_data" "b" {
  count = length(terraform_data.a)
  input = terraform_data.a[count.index].input
}
resource "terraform_data" "c" {
  count = "2"
}
resource "terraform_data" "d" {
  count = true ? 1 : 0
  input = self_ok
}
locals { self_ok = 1 }
output "a" { value = terraform_data.a[*].input }
output "b" { value = terraform_data.b.*.input }
output "c" { value = [length(terraform_data.c), terraform_data.a[1].input, terraform_data.a["2"].input] }
