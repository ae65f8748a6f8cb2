resource "terraform_data" "d" {}
locals { s = "arn:aws:${terraform_data.d.id}/x" }
output "a" { value = startswith(local.s, "arn:") }
output "b" { value = startswith(local.s, "brn:") }
output "c" { value = local.s == "brn:x" }
output "d" { value = local.s == "" }
output "e" { value = local.s == null }
output "f" { value = startswith(local.s, "arn:aws:zzz") }
output "g" { value = "${local.s}${1}" != null }
output "h" { value = substr(local.s, 0, 4) }
output "i" { value = split(":", local.s) }
output "j" { value = endswith(local.s, "x") }
output "k" { value = strcontains(local.s, "arn") }
output "l" { value = length(local.s) }
output "m" { value = upper(local.s) != "" }
output "n" { value = trimprefix(local.s, "arn:") }
output "o" { value = replace(local.s, ":", "-") }
output "p" { value = join("-", ["a", local.s]) == "b" }
output "q" { value = format("p-%s", local.s) == "q" }
output "r" { value = startswith(format("p-%s", local.s), "p-") }
output "s" { value = startswith(join("-", ["a", local.s]), "a-") }
output "t" { value = jsonencode({ a = local.s }) == "x" }
output "u" { value = startswith(jsonencode([local.s]), "[") }
