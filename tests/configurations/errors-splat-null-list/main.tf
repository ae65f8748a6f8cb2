output "o" {
  value = tolist(null)[*]
}
