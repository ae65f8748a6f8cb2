output "a" { value = [for x in [1, "2", true] : tostring(x)] }
output "b" { value = tomap({ for x in ["a", "b"] : x => { n = x } }) }
output "c" { value = tolist([for x in ["a", "b"] : { n = x, m = null }]) }
output "d" { value = [tonumber("1.0"), tonumber(null), tostring(1e20), tostring(0.1), tostring(1e-10), 1e3, 100000000000000000000000000] }
output "f" { value = flatten(["a", tolist(["b"]), [null]]) }
output "g" { value = keys(tomap({ b = 1, a = 2 })) }
output "h" { value = [1, 2] == tolist([1, 2]) }
output "i" { value = { a = 1 } == { a = "1" } }
output "j" { value = [for k, v in { a = null, b = 1 } : k if v != null] }
output "k" { value = lookup({ a = null }, "a", "d") }
output "l" { value = coalesce(null, "", "c") }
output "m" { value = try(tobool("yes"), tobool("true")) }
output "n" { value = distinct([1, "1", 1.0]) }
output "o" { value = index([1, "a"], "a") }
output "p" { value = sort(["b", 2, "A"]) }
output "q" { value = max([1, 5, 3]...) }
output "r" { value = zipmap(["a"], [[1]]) }
output "s" { value = setproduct(["x", "y"], toset(["b", "a"])) }
output "t" { value = transpose({ x = ["a"], y = ["a", "b"] }) }
output "u" { value = chunklist(["a", "b", "c"], 0) }
output "v" { value = slice([1, 2, 3], 1, 1) }
output "w" { value = range(5, 0) }
output "x" { value = element([1, 2, 3], 7) }
output "y" { value = merge({ a = 1 }, tomap({ b = "x" }), { a = [1] }) }
output "z" { value = compact([null, "", "a"]) }
