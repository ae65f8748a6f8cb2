variable "secret" {
  type      = string
  default   = "hush"
  sensitive = true
}
variable "port" {
  type      = number
  default   = 80
  ephemeral = false
}
module "m" {
  source = "./m"
  secret = var.secret
}
resource "terraform_data" "r" {
  input = {
    plain   = "p"
    whole   = var.secret
    part    = "x-${var.secret}"
    list    = ["a", var.secret]
    map     = { (nonsensitive(var.secret)) = 1 }
    length  = length(var.secret)
    cond    = true ? "a" : var.secret
    of      = module.m.secret
    plainly = module.m.plain
    revealed = nonsensitive(var.secret)
    port    = var.port
    object  = merge({ a = 1 }, { b = var.secret })
    keys    = keys({ a = var.secret })
    for     = [for x in ["a", var.secret] : upper(x)]
    try     = try(var.secret, "none")
    can     = can(var.secret)
    check   = issensitive(var.secret)
    compare = var.secret == "hush"
    json    = jsonencode({ a = var.secret })
    index   = ["a", var.secret][0]
    set     = toset(["a", var.secret])
  }
}
output "secret" {
  value     = var.secret
  sensitive = true
}
output "module" {
  value     = module.m.secret
  sensitive = true
}
output "plain" { value = module.m.plain }
