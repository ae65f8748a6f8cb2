variable "e" {
  type      = string
  default   = "x"
  ephemeral = true
}
variable "plain" { default = "y" }
output "o" { value = ephemeralasnull(var.e) == null }
output "p" { value = ephemeralasnull(var.plain) }
output "q" { value = ephemeralasnull({ a = var.e, b = 1, c = [var.e, 2] }) }
output "r" { value = ephemeralasnull("${var.e}-z") == null }
output "s" { value = ephemeralasnull([for x in [var.e, "k"] : upper(x)]) }
output "t" { value = ephemeralasnull(nonsensitive(var.e)) == null }
module "m" {
  source = "./m"
  v      = var.e
}
output "u" { value = ephemeralasnull(module.m.o) == null }
