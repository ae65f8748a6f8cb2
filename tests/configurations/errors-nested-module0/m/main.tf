module "n" { source = "./n" }
resource "terraform_data" "x" { input = module.n.nope }
