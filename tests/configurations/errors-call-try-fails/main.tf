output "o" {
  value = try(tonumber("a"), tonumber("b"))
}
