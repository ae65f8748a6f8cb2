output "a" { value = tolist([1, "a", true]) }
output "b" { value = toset(["a", 1, "1"]) }
output "c" { value = tomap({ a = 1, b = "2" }) }
output "d" { value = tolist(toset([3, 1, 2])) }
output "e" { value = [tostring(true), tostring(1.0), tostring(null), tonumber("0x10" == "x" ? "1" : "2"), tobool("true")] }
output "f" { value = tomap({ a = [1], b = ["x"] }) }
output "g" { value = tolist([{ a = 1 }, { a = "b" }]) }
output "h" { value = tolist([{ a = 1, b = 1 }, { a = "b", b = null }]) }
output "i" { value = toset([[1], ["a"]]) }
output "j" { value = tomap({}) }
output "k" { value = tolist([]) }
output "l" { value = toset([]) }
output "m" { value = tolist([null, "a"]) }
output "n" { value = [tonumber("1e3"), tonumber("-0"), tonumber("  1" == "" ? "0" : "3")] }
