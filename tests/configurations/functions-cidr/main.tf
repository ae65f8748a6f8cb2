output "a" { value = cidrsubnets("10.0.0.0/16", 4, 4, 8, 4) }
output "b" { value = [for i in range(3) : cidrsubnet("fd00:fd12:3456:7890::/56", 8, i)] }
output "c" { value = [cidrhost("10.12.112.0/20", 16), cidrhost("10.12.112.0/20", -1), cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)] }
output "d" { value = [cidrnetmask("172.16.0.0/12"), cidrnetmask("0.0.0.0/0")] }
output "e" { value = cidrsubnet("172.18.5.9/16", 8, 255) }
output "f" { value = [for c in cidrsubnets("10.1.0.0/16", 8, 8) : cidrsubnets(c, 1, 1)] }
output "g" { value = cidrsubnet("10.0.0.0/8", 0, 0) }
