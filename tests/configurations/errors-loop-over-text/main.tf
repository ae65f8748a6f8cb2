output "o" {
  value = [for x in "abc" : x]
}
