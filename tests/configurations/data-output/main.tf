resource "terraform_data" "typed" { input = { a = 1, l = ["x"], n = null } }
resource "terraform_data" "empty" {}
resource "terraform_data" "chain" { input = terraform_data.typed.output }
resource "terraform_data" "replaced" { triggers_replace = [terraform_data.typed.id, terraform_data.typed.input.a] }
output "o" {
  value = {
    whole      = terraform_data.typed
    number     = terraform_data.typed.output.a + 1
    list       = terraform_data.typed.output.l
    no_output  = terraform_data.empty.output
    is_null    = terraform_data.empty.output == null
    try        = try(terraform_data.typed.output.zz, "none")
    can        = can(terraform_data.typed.output.zz)
    chain      = terraform_data.chain.output.a
    triggers   = terraform_data.replaced.triggers_replace
    id_is_null = terraform_data.typed.id == null
    keys       = keys(terraform_data.typed)
    length     = length(terraform_data.typed.output)
    splat      = terraform_data.typed[*].input.a
  }
}
