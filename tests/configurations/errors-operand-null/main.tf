locals {
  none = null
}
output "o" {
  value = (
    1 +
    local.none
  )
}
