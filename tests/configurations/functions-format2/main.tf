output "a" { value = format("%v", [1, { b = null }]) }
output "b" { value = format("%s", 1.5) }
output "c" { value = format("%d", 1e20) }
output "d" { value = format("%.0f", 2.5) }
output "e" { value = format("%.10g", 1 / 3) }
output "f" { value = format("%v", 1 / 3) }
output "g" { value = format("%5t|%-7t|", true, false) }
output "h" { value = format("%%") }
output "i" { value = format("%s", true) }
output "j" { value = format("%08b", 5) }
output "k" { value = format("%+.1e", 12345.678) }
output "l" { value = formatlist("%s", []) }
output "m" { value = formatlist("%s-%s", "x", ["a", "b"]) }
output "n" { value = format("%q", "a\"b\n\u00e9") }
