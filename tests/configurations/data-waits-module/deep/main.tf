module "r" { source = "../reads" }
output "o" { value = module.r.o }
