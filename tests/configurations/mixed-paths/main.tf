module "a" { source = "./mods/a" }
output "o" { value = [path.module, path.root, module.a.p] }
output "f" { value = module.a.f }
