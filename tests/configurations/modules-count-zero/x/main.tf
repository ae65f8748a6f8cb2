output "name" { value = "x" }
