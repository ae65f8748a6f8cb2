variable "n" {
  type     = string
  nullable = false
}
