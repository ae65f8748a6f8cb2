output "a" { value = format("%s %s", "a", 1) }
output "b" { value = format("%v %v %v", null, true, { a = 1 }) }
output "c" { value = format("%[2]s %[1]s", "a", "b") }
output "d" { value = format("%06.2f|%+d|% d|%#x|%o|%b|%X", 3.14159, 5, 5, 255, 8, 5, 255) }
output "f" { value = formatlist("%s=%d", ["a", "b"], [1, 2]) }
output "g" { value = formatlist("%s!", toset(["b", "a"])) }
output "h" { value = format("%-10q|%10s|%.2s", "a", "é", "abc") }
output "i" { value = format("%d", "12") }
output "k" { value = format("%#v %#v", "a", [1, "b"]) }
output "l" { value = format("%t %g %G %e", "true", 1e10, 1e-10, 0) }
