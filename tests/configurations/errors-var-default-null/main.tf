variable "v" {
  default  = null
  nullable = false
}
