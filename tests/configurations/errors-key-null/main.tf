output "o" {
  value = {
    (null) = 1
  }
}
