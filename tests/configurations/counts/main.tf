variable "create" {
  type    = bool
  default = true
}
resource "terraform_data" "zero" {
  count = 0
  input = "never"
}
resource "terraform_data" "maybe" {
  count = var.create ? 1 : 0
  input = { index = count.index }
}
resource "terraform_data" "three" {
  count            = length(["a", "b", "c"])
  input            = "n${count.index}"
  triggers_replace = [count.index % 2 == 0]
}
resource "terraform_data" "text" {
  count = "2"
  input = count.index
}
resource "terraform_data" "follows" {
  count = length(terraform_data.three)
  input = { of = terraform_data.three[count.index].input, id = terraform_data.three[count.index].id }
}
output "o" {
  value = {
    zero       = length(terraform_data.zero)
    zero_splat = terraform_data.zero[*].input
    zero_one   = one(terraform_data.zero[*].input)
    zero_try   = try(terraform_data.zero[0].input, "none")
    maybe      = terraform_data.maybe[0].input.index
    one        = one(terraform_data.maybe[*].input)
    three      = terraform_data.three[*].input
    third      = terraform_data.three[2].input
    legacy     = terraform_data.three.1.input
    join       = join(",", terraform_data.three[*].input)
    loop       = [for r in terraform_data.three : r.input]
    loop_keys  = { for i, r in terraform_data.three : i => r.input }
    ids        = terraform_data.three[*].id
    is_empty   = terraform_data.zero == []
  }
}
