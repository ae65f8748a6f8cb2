module "b" { source = "../b" }
output "p" { value = [path.module, path.root, module.b.p] }
output "f" { value = [file("${path.module}/f.txt"), fileexists("f.txt"), trimspace(file("${path.root}/mods/a/f.txt")), module.b.f] }
