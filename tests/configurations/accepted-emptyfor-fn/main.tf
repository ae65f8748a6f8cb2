output "o" { value = [for x in [] : nofn(x)] }
