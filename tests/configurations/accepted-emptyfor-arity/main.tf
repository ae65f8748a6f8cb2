output "o" { value = [for x in [] : upper()] }
