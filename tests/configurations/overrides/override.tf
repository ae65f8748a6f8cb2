module "m" { in = "override" }
output "p" { value = "override" }
