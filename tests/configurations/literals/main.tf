output "numbers" { value = [0, -0, 1.50, 1e3, 1E-2, 3.14e+2, 18446744073709551616, 0.1, 1e30, 007] }
output "texts" { value = [for x in [0.1 + 0.2, 1 / 3, 1e30, 1.10, 123456789012345678901234567890, 5 / 1, -0.0] : tostring(x)] }
output "operators" { value = [7 % 3, -7 % 3, 7 % -3, 7.5 % 2, 2 * 3 + 4, 2 + 3 * 4, -(2 + 3), 10 / 4, 1 - 2 - 3] }
output "compare" { value = [1 < 2, 2 <= 2, 3 > 4, "10" > 9, "1" == 1, 1 == 1.0, "a" == "a", true == "true", null == null, [] == [], [1] == [1], {} == {}, [1] == tolist([1])] }
output "logic" { value = [true && false, true || false, !true, !false && true, "true" && true, 1 == 1 && 2 == 2 || false] }
output "conversion" { value = [tostring(true), tonumber("0x10" == "" ? "1" : "16"), tobool("true"), tolist(["a", 1]), toset(["b", "a", "b"]), tomap({ a = 1, b = "x" })] }
output "collections" { value = [[], {}, [1, "a", null], { a = null, "b" = { c = [] } }, toset([]), tomap({}), tolist([])] }
output "unicode" { value = ["é", "e\u0301", length("e\u0301"), "e\u0301" == "é", { "e\u0301" = 1 }["é"], strrev("e\u0301x")] }
output "division" { value = [1 / 0 > 0, -1 / 0 < 0] }
