output "o" {
  description = "none"
}
