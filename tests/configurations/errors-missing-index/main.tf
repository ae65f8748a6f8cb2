locals {
  list = ["a"]
}
output "o" {
  value = (
    local.list[1]
  )
}
