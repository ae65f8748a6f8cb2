output "x" {
  value = [][0]
}
