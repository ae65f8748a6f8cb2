resource "terraform_data" "a" {
  input            = { x = [1, "a"] }
  triggers_replace = { t = 1 }
}
resource "terraform_data" "b" { input = terraform_data.a.output }
resource "terraform_data" "c" { input = terraform_data.a.input.x[1] }
resource "terraform_data" "d" { triggers_replace = [terraform_data.a.id, "k"] }
resource "terraform_data" "e" { input = [terraform_data.e2.id != null, terraform_data.e2.input == null] }
resource "terraform_data" "e2" {}
resource "terraform_data" "f" { input = toset(["a", 1]) }
resource "terraform_data" "g" { input = null }
resource "terraform_data" "h" { input = tomap({ a = 1, b = "c" }) }
resource "terraform_data" "i" { input = "${terraform_data.a.triggers_replace.t}" }
output "a" { value = terraform_data.a.output }
output "b" { value = terraform_data.a.input }
output "c" { value = terraform_data.g.output }
