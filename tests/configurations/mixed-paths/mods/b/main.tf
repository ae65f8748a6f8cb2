output "p" { value = path.module }
output "f" { value = fileset("${path.module}/../a", "*.txt") }
