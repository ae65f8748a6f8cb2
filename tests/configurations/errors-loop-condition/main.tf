output "o" {
  value = [for x in [] : x if "maybe"]
}
