output "o" {
  value = true ? 1 : (
    module.nope.x
  )
}
