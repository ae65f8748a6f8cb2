variable "in" {
  type     = number
  nullable = false
}
