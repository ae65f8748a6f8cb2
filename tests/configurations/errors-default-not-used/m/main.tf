variable "null" {
  default  = null
  nullable = false
}
variable "number" {
  type    = number
  default = "x"
}
