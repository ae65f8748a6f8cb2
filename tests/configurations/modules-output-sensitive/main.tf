module "a" { source = "./a" }
output "o" {
  value     = module.a.secret
  sensitive = true
}
output "plain" { value = nonsensitive(module.a.secret) }
output "i" { value = issensitive(module.a.secret) }
resource "terraform_data" "x" { input = { a = module.a.secret, b = "${module.a.secret}-x", c = 1 } }
