module "m" { source = "" }
