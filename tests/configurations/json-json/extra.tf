output "m" { value = { for k, v in module.m : k => v.o } }
output "l" { value = local.b }
