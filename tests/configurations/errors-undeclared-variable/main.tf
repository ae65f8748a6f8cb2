output "a" {
  value = "x"
}
output "o" {
  value = [
    1,
    var.nope,
  ]
}
