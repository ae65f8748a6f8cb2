output "o" {
  value = (
    null ? 1 : 2
  )
}
