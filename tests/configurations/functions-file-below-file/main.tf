output "exists" {
  value = [
    fileexists("none/x"),
    try(fileexists("main.tf/x"), "refused"),
    try(fileexists("main.tf/../x"), "refused"),
    try(fileexists("none/../main.tf/x/y"), "refused"),
  ]
}
