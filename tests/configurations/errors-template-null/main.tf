output "o" {
  value = "a${
  null}"
}
