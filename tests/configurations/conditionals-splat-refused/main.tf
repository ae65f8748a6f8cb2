# What is wrong with the side that is not chosen is no error; its type still counts.
resource "terraform_data" "many" {
  for_each = { a = 1, b = 2 }
  input    = 1
}

resource "terraform_data" "none" {}

output "nested" {
  value = can(terraform_data.none.output[0]) ? values(terraform_data.many)[*].id.*.b : values(terraform_data.many)[*].output
}

output "plain" {
  value = can(terraform_data.none.output[0]) ? ["x", "y"][*].b : values(terraform_data.many)[*].output
}
