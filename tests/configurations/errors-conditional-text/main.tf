output "o" {
  value = "yes" ? 1 : 2
}
