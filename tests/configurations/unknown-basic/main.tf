resource "terraform_data" "d" { input = "i" }
locals { u = terraform_data.d.id }
output "a" { value = [local.u, 1] }
output "b" { value = { x = local.u, y = 2 } }
output "c" { value = "p-${local.u}" }
output "d" { value = length([local.u, local.u]) }
output "e" { value = toset([local.u, "a"]) }
output "f" { value = tolist([local.u, "a"]) }
output "g" { value = local.u == "x" }
output "h" { value = local.u != null }
output "i" { value = [for x in [local.u, "b"] : upper(x)] }
output "j" { value = { for k, v in { a = local.u } : k => v } }
output "k" { value = join("-", [local.u, "a"]) }
output "l" { value = merge({ a = local.u }, { b = 1 }) }
output "m" { value = lookup({ a = local.u }, "a", "z") }
output "n" { value = jsonencode({ a = local.u }) }
output "o" { value = concat([local.u], ["b"]) }
output "p" { value = coalesce(local.u, "x") }
output "q" { value = coalescelist([local.u], ["b"]) }
output "r" { value = keys({ a = local.u, b = 1 }) }
output "s" { value = values({ a = local.u, b = 1 }) }
output "t" { value = zipmap(["a", "b"], [local.u, 1]) }
output "u" { value = startswith("p-${local.u}", "p-") }
output "v" { value = true || local.u == "x" }
output "w" { value = local.u == "x" ? 1 : 2 }
output "x" { value = local.u == "x" ? "same" : "same" }
output "y" { value = distinct([local.u, "a", "a"]) }
output "z" { value = slice([local.u, "a", "b"], 1, 3) }
output "aa" { value = contains(["a", local.u], "a") }
output "ab" { value = contains(["b", local.u], "a") }
output "ac" { value = element([local.u, "a"], 1) }
output "ad" { value = reverse([local.u, "a"]) }
output "ae" { value = flatten([[local.u], ["a"]]) }
output "af" { value = compact([local.u, "", "a"]) }
output "ag" { value = format("%s-%s", local.u, "a") }
output "ah" { value = formatlist("%s-%s", [local.u, "b"], "a") }
output "ai" { value = setunion(toset([local.u]), toset(["a"])) }
output "aj" { value = index(["a", local.u], "a") }
output "ak" { value = sort([local.u, "a"]) }
output "al" { value = matchkeys(["a", "b"], ["x", local.u], ["x"]) }
output "am" { value = chunklist([local.u, "b", "c"], 2) }
output "an" { value = transpose({ a = [local.u] }) }
output "ao" { value = one([local.u]) }
output "ap" { value = try(one([local.u, 1]), "m") }
output "aq" { value = alltrue([false, local.u == "x"]) }
output "ar" { value = anytrue([true, local.u == "x"]) }
output "as" { value = cidrsubnet(local.u == "x" ? "10.0.0.0/16" : "10.0.0.0/16", 8, 1) }
output "at" { value = toset([for x in [local.u] : x]) }
output "au" { value = length(toset([local.u, "a"])) }
output "av" { value = split("-", "a-${local.u}") }
output "aw" { value = replace(local.u, "a", "b") }
output "ax" { value = terraform_data.d.input }
output "ay" { value = nonsensitive(sensitive(local.u)) }
output "az" { value = upper("p-${local.u}") }
