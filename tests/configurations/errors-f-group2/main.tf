output "a" { value = { for x in [1, 2, 1] : tostring(x) => x... } }
output "b" { value = { for x in [true, false] : x => 1 } }
output "c" { value = { for x in [1.5, 2] : x => 1 } }
output "d" { value = [for k, v in { "é" = 1, "z" = 2, "Z" = 3, "1" = 4 } : k] }
output "e" { value = [for p in setproduct(["a", "b"], [1, 2]) : "${p[0]}${p[1]}"] }
output "f" { value = { for p in setproduct(toset(["b", "a"]), toset([2, 1])) : "${p[0]}-${p[1]}" => p[1] } }
output "g" { value = setproduct(["a"], [], ["b"]) }
output "h" { value = setproduct(["a", "b"], [1, true]) }
output "i" { value = setproduct(toset(["a"]), [1]) }
output "j" { value = [for x in [for y in [3, 1, 2] : y * y] : x + 1] }
