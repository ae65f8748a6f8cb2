output "list" { value = ["q", "r"] }
