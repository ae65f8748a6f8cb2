module "m" { source = "m" }
