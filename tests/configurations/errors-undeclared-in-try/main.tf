output "o" {
  value = try(
    local.nope,
    "none",
  )
}
